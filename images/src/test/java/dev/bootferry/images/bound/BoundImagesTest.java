package dev.bootferry.images.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.tree.ImageTree;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BoundImagesTest {
  private static final String APP = "[Container]\nImage=quay.io/org/app:1\n";

  private static BoundImages discover(Trees image) throws IOException {
    ImageTree tree = image.tree();
    return BoundImages.discover(tree, UnitReader.captured(tree));
  }

  private static void refuses(Trees image, ImagesProblem code, String... mentions) {
    assertThatThrownBy(() -> discover(image))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(code);
              assertThat(e.getMessage()).contains(mentions);
            });
  }

  @Test
  void anImageWithoutTheDirectoryBindsNothing() throws IOException {
    assertThat(discover(Trees.image().directory("usr")).units()).isEmpty();
    assertThat(discover(Trees.image().directory(Trees.BOUND)).references()).isEmpty();
  }

  @Test
  void linksAreFollowedInsideTheImage() throws IOException {
    BoundImages bound =
        discover(
            Trees.image()
                .bound("absolute.container", APP)
                .file("etc/units/b.txt", "[Image]\nImage=a.example/b:2\n")
                .link("opt/here", "/etc/units")
                .link(Trees.BOUND + "/relative.image", "../../../../../../../opt/here/b.txt"));
    assertThat(bound.units())
        .extracting(BoundUnit::link, BoundUnit::path, BoundUnit::reference, BoundUnit::where)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(
                Trees.BOUND + "/absolute.container",
                Trees.UNITS + "/absolute.container",
                "quay.io/org/app:1",
                "/" + Trees.UNITS + "/absolute.container, line 2"),
            org.assertj.core.api.Assertions.tuple(
                Trees.BOUND + "/relative.image",
                "etc/units/b.txt",
                "a.example/b:2",
                "/etc/units/b.txt, line 2"));
  }

  @Test
  void referencesAreUniqueAndSortedByTheirBytes() throws IOException {
    BoundImages bound =
        discover(
            Trees.image()
                .bound("1.container", "[Container]\nImage=b/x\n")
                .bound("2.container", "[Container]\nImage=a/\u00fc\n")
                .bound("3.container", "[Container]\nImage=B/x\n")
                .bound("4.image", "[Image]\nImage=b/x\n")
                .bound("5.container", "[Container]\nImage=a/z\n"));
    assertThat(bound.references()).containsExactly("B/x", "a/z", "a/\u00fc", "b/x");
    assertThat(bound.binding("b/x"))
        .extracting(BoundUnit::fileName)
        .containsExactly("1.container", "4.image");
  }

  @Test
  void whatALaterLayerRemovesIsNotBound() throws IOException {
    BoundImages bound =
        discover(
            Trees.image()
                .bound("gone.container", "[Container]\nImage=x/gone\n")
                .bound("kept.container", "[Container]\nImage=x/old\n")
                .layer()
                .file(Trees.BOUND + "/.wh.gone.container", "")
                .file(Trees.UNITS + "/kept.container", "[Container]\nImage=x/new\n"));
    assertThat(bound.references()).containsExactly("x/new");
    BoundImages opaque =
        discover(
            Trees.image()
                .bound("gone.container", "[Container]\nImage=x/gone\n")
                .layer()
                .file(Trees.BOUND + "/.wh..wh..opq", "")
                .bound("new.container", APP));
    assertThat(opaque.references()).containsExactly("quay.io/org/app:1");
  }

  @Test
  void entriesThatBootcRefusesAreRefused() throws IOException {
    refuses(
        Trees.image().file(Trees.BOUND + "/README", "x"),
        ImagesProblem.BOUND_ENTRY_INVALID,
        "/" + Trees.BOUND + "/README",
        "not a symbolic link");
    refuses(
        Trees.image().directory(Trees.BOUND + "/more"),
        ImagesProblem.BOUND_ENTRY_INVALID,
        "/" + Trees.BOUND + "/more");
    refuses(
        Trees.image().link(Trees.BOUND + "/a.container", "/usr/share/gone.container"),
        ImagesProblem.BOUND_ENTRY_INVALID,
        "a.container",
        "/usr/share/gone.container, which is not there");
    refuses(
        Trees.image().file("u", APP).link(Trees.BOUND + "/a.kube", "/u"),
        ImagesProblem.BOUND_ENTRY_INVALID,
        "a.kube",
        "neither in .image nor .container");
    refuses(
        Trees.image().directory("d").link(Trees.BOUND + "/a.image", "/d"),
        ImagesProblem.BOUND_ENTRY_INVALID,
        "no regular file");
    refuses(
        Trees.image().file(Trees.BOUND, "x"), ImagesProblem.BOUND_ENTRY_INVALID, "not a directory");
    refuses(
        Trees.image().link(Trees.BOUND, "/nowhere"),
        ImagesProblem.BOUND_ENTRY_INVALID,
        "leads nowhere");
    refuses(
        Trees.image().bound("a.container", "[Container]\nExec=x \\\n y\nImage=a\n"),
        ImagesProblem.BOUND_UNIT_INVALID,
        "/" + Trees.UNITS + "/a.container, line 3");
  }
}
