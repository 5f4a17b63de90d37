package dev.bootferry.images.bound;

import java.util.List;
import java.util.Optional;

/** Whether a container unit makes podman look into bootc's store of bound images. */
final class StoreUse {
  /** Where bootc's package links to the store. */
  static final String STORE = "/usr/lib/bootc/storage";

  static final String OPTION = "--storage-opt=additionalimagestore=" + STORE;

  private StoreUse() {}

  /** By GlobalArgs, or by the environment variable that podman reads storage options from. */
  static boolean by(QuadletFile unit) {
    return unit.all("Container", "GlobalArgs").stream()
            .anyMatch(a -> byArguments(Words.split(a.value())))
        || unit.all("Service", "Environment").stream()
            .flatMap(a -> Words.split(a.value()).stream())
            .anyMatch(w -> w.startsWith("STORAGE_OPTS=") && names(w.substring(13)));
  }

  private static boolean byArguments(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      Optional<String> value = Optional.empty();
      if (word.startsWith("--storage-opt=")) {
        value = Optional.of(word.substring("--storage-opt=".length()));
      } else if (word.equals("--storage-opt") && i + 1 < words.size()) {
        value = Optional.of(words.get(i + 1));
      }
      if (value.filter(StoreUse::names).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Options are comma-separated {@code key=value}; the key may have the driver before it. */
  private static boolean names(String options) {
    boolean inStores = false;
    for (String option : options.split(",", -1)) {
      int equals = option.indexOf('=');
      if (equals >= 0) {
        String key = option.substring(0, equals);
        inStores =
            key.equals("additionalimagestore")
                || key.endsWith(".additionalimagestore")
                || key.endsWith(".imagestore");
      }
      if (inStores && isStore(option.substring(equals + 1))) {
        return true;
      }
    }
    return false;
  }

  static boolean isStore(String path) {
    return path.replaceAll("/+", "/").replaceFirst("/$", "").equals(STORE);
  }
}
