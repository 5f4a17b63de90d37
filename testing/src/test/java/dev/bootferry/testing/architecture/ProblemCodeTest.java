package dev.bootferry.testing.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.bootferry.core.problem.ProblemCode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Scripts rely on the codes of problems. */
class ProblemCodeTest {
  private static final List<ProblemCode> CODES =
      ProductClasses.ALL.stream()
          .filter(c -> c.isAssignableTo(ProblemCode.class) && c.isEnum())
          .map(JavaClass::reflect)
          .flatMap(c -> Stream.of(c.getEnumConstants()))
          .map(ProblemCode.class::cast)
          .toList();

  @Test
  void everyCodeMeansOneThing() {
    assertThat(CODES).isNotEmpty();
    assertThat(CODES.stream().map(ProblemCode::id)).doesNotHaveDuplicates();
  }

  @Test
  void codesAreLowerCaseWords() {
    assertThat(CODES.stream().map(ProblemCode::id))
        .allMatch(id -> id.matches("[a-z0-9]+(-[a-z0-9]+)*"));
  }
}
