package dev.bootferry.images.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.images.bound.UsabilityFinding.Code;
import dev.bootferry.images.tree.ImageTree;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsabilityReviewTest {
  private static final String ARGS =
      "GlobalArgs=--storage-opt=additionalimagestore=/usr/lib/bootc/storage\n";
  private static final String GOOD = "[Container]\nImage=q.io/a:1\n" + ARGS;

  private static Trees linked() throws IOException {
    return Trees.image().link("usr/lib/bootc/storage", "../../../sysroot/ostree/bootc/storage");
  }

  private static List<UsabilityFinding> review(Trees image) throws IOException {
    ImageTree tree = image.tree();
    UnitReader reader = UnitReader.captured(tree);
    return UsabilityReview.review(tree, reader, BoundImages.discover(tree, reader));
  }

  @Test
  void aGoodImageHasNoFindings() throws IOException {
    assertThat(review(linked().bound("a.container", GOOD + "Pull=never\n"))).isEmpty();
    assertThat(review(Trees.image())).as("nothing is bound, so nothing is missing").isEmpty();
    assertThat(
            review(
                Trees.image()
                    .link("usr/lib/bootc/storage", "/sysroot/ostree/bootc/storage/")
                    .bound("a.container", GOOD)))
        .isEmpty();
  }

  @Test
  void aContainerThatDoesNotLookIntoTheStore() throws IOException {
    assertThat(review(linked().bound("a.container", "[Container]\nImage=q.io/a:1\n")))
        .singleElement()
        .satisfies(f -> {
          assertThat(f.code()).isEqualTo(Code.STORE_NOT_USED);
          assertThat(f.unit()).isEqualTo("a.container");
          assertThat(f.where()).isEqualTo("/" + Trees.UNITS + "/a.container, line 2");
          assertThat(f.remedy()).contains(ARGS.strip());
        });
  }

  @Test
  void aDropInCountsToo() throws IOException {
    assertThat(
            review(
                linked()
                    .bound("a.container", "[Container]\nImage=q.io/a:1\n")
                    .file(Trees.UNITS + "/a.container.d/10.conf", "[Container]\n" + ARGS)))
        .isEmpty();
    assertThat(
            review(
                linked()
                    .bound("a.container", GOOD)
                    .file(
                        "etc/containers/systemd/a.container.d/x.conf", "[Container]\nPull=newer")))
        .singleElement()
        .satisfies(f -> {
          assertThat(f.code()).isEqualTo(Code.PULLS_ALWAYS);
          assertThat(f.where()).isEqualTo("/etc/containers/systemd/a.container.d/x.conf, line 2");
        });
  }

  @Test
  void anImageUnitNeedsAContainerThatUsesIt() throws IOException {
    String image = "[Image]\nImage=q.io/a:1\n";
    assertThat(review(linked().bound("a.image", image)))
        .extracting(UsabilityFinding::code)
        .containsExactly(Code.IMAGE_NOT_CONSUMED);
    assertThat(review(linked().bound("a.image", image).file(Trees.UNITS + "/run.container", GOOD)))
        .isEmpty();
    assertThat(
            review(
                linked()
                    .bound("a.image", image)
                    .file(Trees.UNITS + "/run.container", "[Container]\nImage=q.io/a:1\n")))
        .singleElement()
        .satisfies(f -> assertThat(f.message()).contains("run.container"));
    Trees byName =
        linked()
            .bound("a.image", image)
            .file(Trees.UNITS + "/run.container", "[Container]\nImage=a.image\n" + ARGS);
    assertThat(review(byName))
        .extracting(UsabilityFinding::code)
        .as("starting the .image unit is a pull")
        .containsExactly(Code.PULLS_ALWAYS);
    assertThat(
            review(
                linked()
                    .bound("a.image", image + "Policy=missing\n")
                    .file(Trees.UNITS + "/run.container", "[Container]\nImage=a.image\n" + ARGS)))
        .isEmpty();
  }

  @Test
  void pullPoliciesThatNeedARegistry() throws IOException {
    for (String policy : List.of("always", "newer")) {
      assertThat(review(linked().bound("a.container", GOOD + "Pull=" + policy + "\n")))
          .singleElement()
          .satisfies(f -> {
            assertThat(f.code()).isEqualTo(Code.PULLS_ALWAYS);
            assertThat(f.line()).isEqualTo(4);
          });
    }
    assertThat(review(linked().bound("a.container", GOOD + "Pull=missing\n"))).isEmpty();
  }

  @Test
  void theNameOfAnotherUnitIsNoReference() throws IOException {
    assertThat(
            review(
                linked()
                    .bound("a.container", "[Container]\nImage=b.image\n" + ARGS)
                    .bound("c.container", "[Container]\nImage=c.build\n" + ARGS)))
        .extracting(UsabilityFinding::code, UsabilityFinding::unit, UsabilityFinding::line)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(Code.IMAGE_NAMES_UNIT, "a.container", 2),
            org.assertj.core.api.Assertions.tuple(Code.IMAGE_NAMES_UNIT, "c.container", 2));
  }

  @Test
  void theStoreMustBeLinkedAndNotOpenToAll() throws IOException {
    assertThat(review(Trees.image().bound("a.container", GOOD)))
        .singleElement()
        .satisfies(f -> {
          assertThat(f.code()).isEqualTo(Code.STORE_LINK_MISSING);
          assertThat(f.where()).isEqualTo("/usr/lib/bootc/storage");
        });
    assertThat(review(Trees.image().directory("usr/lib/bootc/storage").bound("a.container", GOOD)))
        .extracting(UsabilityFinding::code)
        .containsExactly(Code.STORE_LINK_MISSING);
    String conf =
        """
        [storage]
        driver = "overlay"
        [storage.options]
        additionalimagestores = [
        "/usr/lib/bootc/storage",
        ]
        """;
    assertThat(
            review(
                linked()
                    .file("etc/containers/storage.conf", conf)
                    .bound("a.container", "[Container]\nImage=q.io/a:1\n")))
        .singleElement()
        .satisfies(f -> {
          assertThat(f.code()).isEqualTo(Code.STORE_GLOBAL);
          assertThat(f.where()).isEqualTo("/etc/containers/storage.conf, line 4");
        });
    assertThat(
            review(
                linked()
                    .file("usr/share/containers/storage.conf", conf)
                    .file("etc/containers/storage.conf", "[storage]\n")
                    .bound("a.container", GOOD)))
        .as("podman reads only the file in /etc")
        .isEmpty();
  }

  @Test
  void strictRefusesWithAllFindings() throws IOException {
    List<UsabilityFinding> findings =
        review(Trees.image().bound("a.container", "[Container]\nImage=q.io/a:1\n"));
    assertThat(findings).hasSize(2);
    assertThatThrownBy(() -> UsabilityReview.refuse(findings, "os:1"))
        .hasMessageContaining("bound-not-usable")
        .hasMessageContaining("a.container, line 2")
        .hasMessageContaining("/usr/lib/bootc/storage");
    assertThatCode(() -> UsabilityReview.refuse(List.of(), "os:1")).doesNotThrowAnyException();
  }
}
