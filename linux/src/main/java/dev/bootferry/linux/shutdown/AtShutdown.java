package dev.bootferry.linux.shutdown;

import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.Problem;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Undoes, last things first, what is still there when the process ends by a signal: kills a child,
 * then unmounts, then detaches. The virtual machine's own hooks run in no order, hence this one
 * list. A kill signal runs nothing; against that, loop devices detach by themselves and mounts
 * belong in a private namespace.
 *
 * <p>Process-wide on purpose, as signals are. Thread-safe.
 */
public final class AtShutdown {
  private static final Deque<Entry> ENTRIES = new ArrayDeque<>();
  private static Runnable before = () -> {};
  private static Runnable after = () -> {};
  private static boolean hooked;
  private static boolean ending;

  private AtShutdown() {}

  /** A thing to undo; closing it only forgets it. */
  public static final class Entry implements AutoCloseable {
    private final Runnable undo;

    private Entry(Runnable undo) {
      this.undo = undo;
    }

    @Override
    public void close() {
      synchronized (ENTRIES) {
        ENTRIES.remove(this);
      }
    }
  }

  /**
   * Remembers what to undo. To be called before the thing is done, since the end may come between:
   * an action for what is just being done waits until that is decided. The action runs on another
   * thread than its owner's, perhaps while the owner undoes the same thing: it must bear that.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code interrupted} when the process is
   *     ending already, so that nothing new begins
   */
  public static Entry undo(Runnable action) {
    synchronized (ENTRIES) {
      if (ending || !hook()) {
        throw new Problem(
                CoreProblem.INTERRUPTED,
                "begin another step",
                "the program is ending",
                "Run the command again.")
            .exception();
      }
      Entry entry = new Entry(action);
      ENTRIES.push(entry);
      return entry;
    }
  }

  /**
   * Has the program itself take part in its end; called once, as it begins. Both also run when the
   * program ends without a signal.
   *
   * @param first runs before anything is undone, and may wait for the owners to do that themselves;
   *     until it returns new things may still begin, since undoing takes commands of its own
   * @param last runs when everything is undone
   */
  public static void around(Runnable first, Runnable last) {
    synchronized (ENTRIES) {
      before = first;
      after = last;
      boolean _ = hook();
    }
  }

  /** Whether the hook is in place: not when the virtual machine is ending already. */
  private static boolean hook() {
    if (!hooked) {
      try {
        Runtime.getRuntime().addShutdownHook(new Thread(AtShutdown::end, "undo"));
        hooked = true;
      } catch (IllegalStateException e) {
        ending = true;
      }
    }
    return hooked;
  }

  private static void end() {
    Runnable first;
    Runnable last;
    synchronized (ENTRIES) {
      first = before;
      last = after;
    }
    first.run();
    undoAll();
    last.run();
  }

  private static void undoAll() {
    while (true) {
      Entry next;
      synchronized (ENTRIES) {
        ending = true;
        next = ENTRIES.poll();
      }
      if (next == null) {
        return;
      }
      try {
        next.undo.run();
      } catch (RuntimeException e) {
        // The next thing must still be undone, and there is nobody left to tell but the log.
        System.getLogger(AtShutdown.class.getName())
            .log(System.Logger.Level.WARNING, "could not clean up", e);
      }
    }
  }
}
