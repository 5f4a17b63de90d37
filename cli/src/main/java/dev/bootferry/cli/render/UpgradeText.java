package dev.bootferry.cli.render;

import static dev.bootferry.cli.render.Lines.count;
import static dev.bootferry.cli.render.Lines.size;

import dev.bootferry.cli.usecase.PreparedUpgrade;
import dev.bootferry.deployment.sysroot.Deployment;
import dev.bootferry.deployment.upgrade.RollbackPlan;
import dev.bootferry.deployment.upgrade.UpgradePlan;
import dev.bootferry.images.set.ImageSet;
import dev.bootferry.images.set.SetImage;
import java.util.List;

/** Upgrades and rollbacks for people. */
public final class UpgradeText {
  private UpgradeText() {}

  /** A plan. */
  public static String of(PreparedUpgrade prepared) {
    UpgradePlan plan = prepared.plan();
    ImageSet set = plan.request().set().set();
    if (plan.nothingToDo()) {
      return nothingToDo(plan);
    }
    Lines lines =
        new Lines()
            .heading("Upgrade to " + set.base().reference())
            .value("source", plan.request().set().name())
            .value("image", set.base().resolved())
            .value("version", set.base().config().version())
            .value("follows", plan.origin())
            .value("runs", plan.booted().name())
            .value(
                "imports",
                count(plan.base().missing().size(), "layer")
                    + ", "
                    + size(plan.base().missingBytes()));
    List<SetImage> stored = plan.stores().missing();
    for (SetImage image : set.bound()) {
      lines.value("binds", image.reference());
      lines.detail(
          "        "
              + image.resolved()
              + (stored.contains(image) ? ", to be stored" : ", present"));
    }
    lines
        .value("store", "/sysroot/" + plan.stores().location())
        .value("needs", size(plan.space().bytes().bytes()))
        .value("kargs", String.join(" ", plan.kargs()));
    for (Deployment discarded : plan.discards()) {
      lines.value("discards", discarded.name() + ", which is staged");
    }
    prepared.findings().forEach(finding -> lines.value("warning", finding));
    return lines.toString();
  }

  /** The machine has this already. */
  public static String nothingToDo(UpgradePlan plan) {
    return "Nothing to do: the machine has "
        + plan.request().set().set().base().reference()
        + " and all that it binds already.\n";
  }

  /** The upgrade waits for the next boot. */
  public static String staged(PreparedUpgrade prepared, Deployment staged, boolean restarts) {
    SetImage base = prepared.plan().request().set().set().base();
    Lines lines =
        new Lines()
            .heading("Staged " + base.reference() + restart(restarts))
            .value("digest", base.resolved())
            .value("version", base.config().version())
            .value("deployed", staged.name());
    prepared.findings().forEach(finding -> lines.value("warning", finding));
    return lines.toString();
  }

  /** The former version, or what was undone, is the default. */
  public static String rolledBack(RollbackPlan plan, boolean restarts) {
    Lines lines =
        new Lines()
            .heading(
                (plan.reverts() ? "Took back the rollback" : "Rolled back") + restart(restarts));
    plan.target()
        .image()
        .ifPresent(image ->
            lines
                .value("image", image.target())
                .value("digest", image.digest())
                .value("version", image.version()));
    lines.value("deployed", plan.target().deployment().name());
    for (Deployment discarded : plan.discards()) {
      lines.value("discarded", discarded.name() + ", which was staged");
    }
    return lines.toString();
  }

  private static String restart(boolean restarts) {
    return restarts ? "; the machine restarts now" : "; restart the machine to run it";
  }
}
