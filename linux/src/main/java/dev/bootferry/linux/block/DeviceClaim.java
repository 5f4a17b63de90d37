package dev.bootferry.linux.block;

import dev.bootferry.linux.syscall.Descriptor;

/** Holds a block device for this process alone, until it is closed or the process ends. */
public final class DeviceClaim implements AutoCloseable {
  private final Descriptor device;

  DeviceClaim(Descriptor device) {
    this.device = device;
  }

  @Override
  public void close() {
    device.close();
  }
}
