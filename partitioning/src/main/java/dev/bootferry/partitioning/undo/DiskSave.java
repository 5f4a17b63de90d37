package dev.bootferry.partitioning.undo;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.partitioning.PartitioningProblem;
import dev.bootferry.partitioning.disk.Disk;
import dev.bootferry.partitioning.disk.Extent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What work on a disk changes, saved beforehand in a file: each write of it, as it will be made.
 * The save knows each byte as it was and as the work leaves it: it is put back only where every one
 * is either, so never over something that others have written since.
 *
 * @param file of the save
 */
public record DiskSave(Path file) {
  /** Firmware, kernels and tools look here first. */
  private static final long FIRST = 4096;

  private static final long BEGINNING = 8L << 20;
  private static final long BACKUP = 1L << 20;

  /**
   * Saves what the work will change. A save of the same disk that can still be put back is kept and
   * added to, so that work which was stopped and done again is undone as a whole; any other is
   * replaced. There is no save afterwards where nothing changes.
   *
   * @param work done to a disk that only pretends; must do the same to the real one afterwards
   * @return whether there is something to undo
   * @throws dev.bootferry.core.problem.ProblemException {@code undo-not-saved}; what was saved
   *     before is there still
   */
  public boolean save(Disk disk, SaveLabel label, Consumer<Disk> work) {
    try (Earlier earlier = Earlier.find(file, disk, label)) {
      try (SaveWriter writer = SaveWriter.begin(file, earlier.label().orElse(label))) {
        int[] count = {earlier.copyTo(writer)};
        work.accept(
            new Rehearsal(
                disk,
                change -> {
                  writer.add(change);
                  count[0]++;
                }));
        if (count[0] == 0) {
          Files.deleteIfExists(file);
          return false;
        }
        writer.publish();
        return true;
      }
    } catch (IOException | UncheckedIOException e) {
      throw new Problem(
              PartitioningProblem.UNDO_NOT_SAVED,
              "save what will be erased of " + disk.name() + " to " + file,
              String.valueOf(e.getMessage()),
              "Make room there; or, if nothing on the disk is needed, erase it first: wipefs --all"
                  + " on each partition and on the disk.")
          .exception(e);
    }
  }

  /** A save that the present one goes on with, if there is one. */
  private record Earlier(Optional<SaveReader> reader) implements AutoCloseable {
    static Earlier find(Path file, Disk disk, SaveLabel label) throws IOException {
      SaveReader reader;
      try {
        reader = SaveReader.open(file);
      } catch (IOException e) {
        return new Earlier(Optional.empty()); // None, or damaged: no use either way.
      }
      SaveLabel found = reader.label();
      if (found.isOf(label.identity(), label.size())
          && !found.tooLate()
          && foreign(reader, disk).isEmpty()) {
        return new Earlier(Optional.of(reader));
      }
      reader.close();
      return new Earlier(Optional.empty());
    }

    Optional<SaveLabel> label() {
      return reader.map(SaveReader::label);
    }

    int copyTo(SaveWriter writer) throws IOException {
      if (reader.isEmpty()) {
        return 0;
      }
      for (int i = 0; i < reader.get().count(); i++) {
        writer.add(reader.get().change(i));
      }
      return reader.get().count();
    }

    @Override
    public void close() throws IOException {
      if (reader.isPresent()) {
        reader.get().close();
      }
    }
  }

  /** What the save is of; empty when there is none. */
  public Optional<SaveLabel> label() {
    try (SaveReader reader = SaveReader.open(file)) {
      return Optional.of(reader.label());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /**
   * Makes the save useless, durably; to be called before anything else is written to the disk.
   *
   * @throws IOException when that fails, and then nothing may be written
   */
  public void tooLate() throws IOException {
    SaveLabel label;
    try (SaveReader reader = SaveReader.open(file)) {
      label = reader.label();
    } catch (NoSuchFileException e) {
      return;
    }
    try (SaveWriter writer = SaveWriter.begin(file, label.asTooLate())) {
      writer.publish();
    }
  }

  /** Removes the save. */
  public void remove() throws IOException {
    Files.deleteIfExists(file);
  }

  /**
   * Puts the disk back as it was, bit for bit, and removes the save. The first sectors come last: a
   * disk of which this is interrupted is not started by firmware, and the same can be done again.
   *
   * @param identity of the disk
   * @throws dev.bootferry.core.problem.ProblemException {@code undo-nothing-saved}, {@code
   *     undo-other-disk}, {@code undo-too-late}, {@code undo-disk-changed}, {@code
   *     undo-save-damaged}: nothing was written then
   */
  public SaveLabel restore(String identity, Disk disk) throws IOException {
    SaveLabel label;
    try (SaveReader reader = open(disk)) {
      label = reader.label();
      check(reader, identity, disk);
      long backup = Math.max(FIRST, Math.min(BEGINNING, disk.size() - BACKUP));
      putBack(reader, disk, backup, disk.size());
      putBack(reader, disk, FIRST, backup);
      putBack(reader, disk, 0, FIRST);
    }
    remove();
    return label;
  }

  /**
   * Checks whether it can be put back; writes nothing.
   *
   * @throws dev.bootferry.core.problem.ProblemException as {@link #restore}
   */
  public SaveLabel check(String identity, Disk disk) throws IOException {
    try (SaveReader reader = open(disk)) {
      check(reader, identity, disk);
      return reader.label();
    }
  }

  private SaveReader open(Disk disk) {
    try {
      return SaveReader.open(file);
    } catch (NoSuchFileException e) {
      throw nothingSaved(disk.name());
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /** That there is nothing to undo on this disk. */
  public ProblemException nothingSaved(String disk) {
    return new Problem(
            PartitioningProblem.UNDO_NOTHING_SAVED,
            "undo the installation on " + disk,
            "nothing is saved of it in " + file,
            "Only an installation that was stopped before it made a file system can be undone, on"
                + " the machine where it ran.")
        .exception();
  }

  private void check(SaveReader reader, String identity, Disk disk) throws IOException {
    SaveLabel label = reader.label();
    if (!label.isOf(identity, disk.size())) {
      throw new Problem(
              PartitioningProblem.UNDO_OTHER_DISK,
              undo(disk),
              "what is saved in %s is of %s with %d bytes, and this is %s with %d bytes"
                  .formatted(file, label.identity(), label.size(), identity, disk.size()),
              "Name the disk that was to be installed.")
          .exception();
    }
    if (label.tooLate()) {
      throw new Problem(
              PartitioningProblem.UNDO_TOO_LATE,
              undo(disk),
              "the installation has written file systems over what was there",
              "Install again, or partition the disk anew; what was on it is lost.")
          .exception();
    }
    Optional<Long> foreign = foreign(reader, disk);
    if (foreign.isPresent()) {
      throw new Problem(
              PartitioningProblem.UNDO_DISK_CHANGED,
              undo(disk),
              "the sector at byte "
                  + foreign.get()
                  + " is neither what it was before the"
                  + " installation nor what that made of it: something else wrote to the disk since",
              "Keep the disk as it is, or erase it; to undo would destroy what was written since.")
          .exception();
    }
  }

  /**
   * Where the first byte is that is neither as it was nor as the work leaves it. Bytes and not
   * sectors: of a disk in a file, a power cut may leave parts that begin and end anywhere.
   */
  private static Optional<Long> foreign(SaveReader reader, Disk disk) throws IOException {
    for (int i = 0; i < reader.count(); i++) {
      Change change = reader.change(i);
      if (change.extent().end() > disk.size()) {
        return Optional.of(change.offset());
      }
      byte[] found = disk.read(change.extent());
      BitSet open = change.unexplained(found);
      // Work that was done again may have written otherwise to the same place.
      for (int other = 0; other < reader.count() && !open.isEmpty(); other++) {
        if (reader.extent(other).overlaps(change.extent())) {
          reader.change(other).explain(change.offset(), found, open);
        }
      }
      if (!open.isEmpty()) {
        return Optional.of(change.offset() + open.nextSetBit(0));
      }
    }
    return Optional.empty();
  }

  /** The last changes first, so that the oldest state of a sector is what remains. */
  private static void putBack(SaveReader reader, Disk disk, long from, long to) throws IOException {
    for (int i = reader.count() - 1; i >= 0; i--) {
      Change change = reader.change(i);
      long start = Math.max(from, change.offset());
      long end = Math.min(to, change.extent().end());
      if (start >= end) {
        continue;
      }
      byte[] old =
          Arrays.copyOfRange(
              change.before(), (int) (start - change.offset()), (int) (end - change.offset()));
      if (!Arrays.equals(disk.read(new Extent(start, old.length)), old)) {
        disk.write(start, old);
      }
    }
    disk.force();
  }

  private RuntimeException damaged(IOException e) {
    return new Problem(
            PartitioningProblem.UNDO_SAVE_DAMAGED,
            "read what is saved in " + file,
            String.valueOf(e.getMessage()),
            "It cannot be undone with this file; remove it to be rid of this message.")
        .exception(e);
  }

  private static String undo(Disk disk) {
    return "undo the installation on " + disk.name();
  }
}
