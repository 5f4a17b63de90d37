package dev.bootferry.testing.contract;

import dev.bootferry.images.reference.TargetReference;
import dev.bootferry.images.set.OpenSet;
import dev.bootferry.images.tree.ImageTree;
import java.util.List;

/**
 * What a system should be.
 *
 * @param set that was installed, or upgraded to
 * @param tree of its base image
 * @param target what the system follows
 * @param kargs all kernel arguments of the default deployment but {@code ostree=}, in order
 * @param selinux whether the image has a policy
 * @param composefs whether the image enables composefs
 * @param firstInstall whether no upgrade followed: there is one deployment, and /var is as seeded
 */
public record Expected(
    OpenSet set,
    ImageTree tree,
    TargetReference target,
    String stateroot,
    List<String> kargs,
    boolean selinux,
    boolean composefs,
    boolean firstInstall) {
  public Expected {
    kargs = List.copyOf(kargs);
  }
}
