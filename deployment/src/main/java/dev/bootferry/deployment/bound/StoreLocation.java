package dev.bootferry.deployment.bound;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which store a deployment uses.
 *
 * <p>Units find their images under one path, {@code /usr/lib/bootc/storage}, which leads to {@code
 * ostree/bootc/storage} of the physical root. A deployment that needs other images under the same
 * names has a store of its own in {@code ostree/bootc/stores}, and a kernel argument by which
 * systemd (254 and later) mounts it over that path at boot. So each deployment sees its own images,
 * also when it is chosen in the boot menu, and the path stays the one that bootc uses.
 *
 * @param id of a store of its own; empty for the common one
 */
public record StoreLocation(Optional<String> id) {
  /** The first systemd that knows the kernel argument. */
  public static final int SYSTEMD = 254;

  private static final String COMMON = "ostree/bootc/storage";
  private static final String OWN = "ostree/bootc/stores";
  private static final String KEY = "systemd.mount-extra=";

  /** Writable as the common store is to whoever makes /sysroot writable, such as bootc. */
  private static final String END = ":/sysroot/" + COMMON + ":none:bind,rw";

  private static final Pattern ARGUMENT =
      Pattern.compile(Pattern.quote(KEY + "/sysroot/" + OWN + "/") + "([0-9a-f]{16})" + ":.*");

  private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");

  public StoreLocation {
    if (id.filter(i -> !ID.matcher(i).matches()).isPresent()) {
      throw new IllegalArgumentException("not the id of a store: " + id.get());
    }
  }

  /** The store that deployments share. */
  public static StoreLocation common() {
    return new StoreLocation(Optional.empty());
  }

  public static StoreLocation own(String id) {
    return new StoreLocation(Optional.of(id));
  }

  /** What a deployment with these kernel arguments uses. */
  public static StoreLocation of(List<String> kargs) {
    return kargs.stream()
        .map(ARGUMENT::matcher)
        .filter(Matcher::matches)
        .map(m -> own(m.group(1)))
        .findFirst()
        .orElseGet(StoreLocation::common);
  }

  /** The kernel argument, where one is needed. */
  public Optional<String> karg() {
    return id.map(i -> KEY + "/sysroot/" + OWN + "/" + i + END);
  }

  /** Whether the kernel argument is one of those that choose a store. */
  public static boolean isStoreKarg(String karg) {
    return ARGUMENT.matcher(karg).matches();
  }

  /** The store's folder below a physical root. */
  public Path below(Path root) {
    return id.map(i -> root.resolve(OWN).resolve(i)).orElseGet(() -> root.resolve(COMMON));
  }

  /** The folder of all stores that belong to single deployments. */
  public static Path ownStores(Path root) {
    return root.resolve(OWN);
  }

  @Override
  public String toString() {
    return id.map(i -> OWN + "/" + i).orElse(COMMON);
  }
}
