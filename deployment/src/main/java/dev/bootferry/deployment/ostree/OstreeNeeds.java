package dev.bootferry.deployment.ostree;

import java.util.ArrayList;
import java.util.List;

/**
 * What an image makes use of, so that its ostree must be able to do it.
 *
 * @param composefs whether prepare-root.conf enables it
 * @param selinux whether it has an SELinux policy that is not disabled
 */
public record OstreeNeeds(boolean composefs, boolean selinux) {
  boolean metBy(OstreeTool tool) {
    return tool.version().isAtLeast(OstreeVersion.OLDEST)
        && (!composefs || tool.makesComposefs())
        && (!selinux || tool.labels());
  }

  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    words.add("at least " + OstreeVersion.OLDEST);
    if (composefs) {
      words.add("with composefs");
    }
    if (selinux) {
      words.add("with SELinux");
    }
    return String.join(", ", words);
  }
}
