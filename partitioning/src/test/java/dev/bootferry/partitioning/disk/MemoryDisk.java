package dev.bootferry.partitioning.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A disk in memory that remembers what was written since the last force, and can lose power: then
 * any part of that is there, sector by sector, in no order.
 */
public final class MemoryDisk implements Disk {
  /** A disk writes this much whole or not at all. */
  private static final int ATOM = 512;

  /** Thrown instead of doing the next thing. */
  public static final class PowerCut extends RuntimeException {
    PowerCut() {
      super("the power is cut");
    }
  }

  private record Write(long offset, byte[] bytes) {}

  private final byte[] durable;

  /** With the pending writes, as a reader sees it. */
  private final byte[] current;

  private final List<Write> pending = new ArrayList<>();
  private int actionsLeft = Integer.MAX_VALUE;

  public MemoryDisk(int size) {
    durable = new byte[size];
    current = new byte[size];
  }

  /** After this many more writes and forces the power is cut. */
  public MemoryDisk cutAfter(int actions) {
    actionsLeft = actions;
    return this;
  }

  /** What is found when power is back. */
  public MemoryDisk afterPowerCut(Random random) {
    MemoryDisk found = new MemoryDisk(durable.length);
    System.arraycopy(durable, 0, found.durable, 0, durable.length);
    for (Write write : pending) {
      for (int at = 0; at < write.bytes().length; at += ATOM) {
        if (random.nextBoolean()) {
          int length = Math.min(ATOM, write.bytes().length - at);
          System.arraycopy(write.bytes(), at, found.durable, (int) write.offset() + at, length);
        }
      }
    }
    System.arraycopy(found.durable, 0, found.current, 0, durable.length);
    return found;
  }

  public MemoryDisk copy() {
    MemoryDisk copy = new MemoryDisk(durable.length);
    System.arraycopy(durable, 0, copy.durable, 0, durable.length);
    System.arraycopy(current, 0, copy.current, 0, durable.length);
    copy.pending.addAll(pending);
    return copy;
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public long size() {
    return durable.length;
  }

  @Override
  public byte[] read(Extent extent) {
    byte[] bytes = new byte[(int) extent.size()];
    System.arraycopy(current, (int) extent.offset(), bytes, 0, bytes.length);
    return bytes;
  }

  @Override
  public void write(long offset, byte[] bytes) {
    act();
    if (offset < 0 || offset + bytes.length > durable.length) {
      throw new IllegalArgumentException("outside of the disk: " + offset);
    }
    pending.add(new Write(offset, bytes.clone()));
    System.arraycopy(bytes, 0, current, (int) offset, bytes.length);
  }

  @Override
  public void force() {
    act();
    System.arraycopy(current, 0, durable, 0, durable.length);
    pending.clear();
  }

  @Override
  public void close() {}

  private void act() {
    if (actionsLeft-- <= 0) {
      throw new PowerCut();
    }
  }
}
