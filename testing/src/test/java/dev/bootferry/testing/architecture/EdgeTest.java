package dev.bootferry.testing.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The world outside is touched in few places. */
class EdgeTest {
  @Test
  void onlyLinuxStartsProcesses() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.bootferry.linux..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ProcessBuilder.class, Process.class)
        .orShould()
        .callMethodWhere(
            DescribedPredicate.describe(
                "Runtime.exec",
                (JavaCall<?> call) ->
                    call.getTargetOwner().isEquivalentTo(Runtime.class)
                        && call.getName().equals("exec")))
        .check(ProductClasses.ALL);
  }

  @Test
  void onlyTheCommandLineSpeaksAndEndsTheProcess() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.bootferry.cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .accessField(System.class, "in")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(ProductClasses.ALL);
  }

  @Test
  void nobodyReflects() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.reflect..")
        .orShould()
        .callMethod(Class.class, "forName", String.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("sun..")
        .check(ProductClasses.ALL);
  }

  @Test
  void thereIsOneMain() {
    List<String> mains =
        ProductClasses.ALL.stream().filter(EdgeTest::hasMain).map(JavaClass::getName).toList();
    assertThat(mains).containsExactly("dev.bootferry.cli.Main");
  }

  private static boolean hasMain(JavaClass candidate) {
    return candidate
        .tryGetMethod("main", String[].class)
        .filter(method -> method.getModifiers().contains(JavaModifier.STATIC))
        .isPresent();
  }
}
