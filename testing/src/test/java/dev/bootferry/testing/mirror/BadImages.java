package dev.bootferry.testing.mirror;

import dev.bootferry.core.Digest;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.mirror.PackedLayer.Packing;
import dev.bootferry.testing.program.Bootferry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A registry with a good base, behind a middleman, and with bases that are bad in some way. */
final class BadImages implements AutoCloseable {
  private static final int LARGE = 300_000;

  private final Path folder;
  private final PrivateRegistry registry;
  private final PrivateRegistry guarded;
  private final Middleman middleman;
  private final OciImage app = OciImage.of(Packing.GZIP, SmallBase.random(5000, 2));
  private final OciImage base;
  private final Path bundle;

  BadImages(Path folder) throws IOException {
    this.folder = folder;
    this.registry = PrivateRegistry.start(Files.createDirectory(folder.resolve("registry")));
    this.guarded = PrivateRegistry.startGuarded(Files.createDirectory(folder.resolve("guarded")));
    this.middleman = new Middleman(registry.host());
    this.base = SmallBase.binding(LARGE, middleman.host() + "/app:v1");
    push(app, "app:v1");
    push(app.forArchitecture("arm64"), "app:arm64");
    push(base, "os:v1");
    pushIndex("indexed:v1", base);
    pushBad();
    this.bundle = folder.resolve("good.tar");
    var _ =
        new Bootferry(new SystemCommandRunner())
            .run(
                "mirror",
                "create",
                "--base=docker://" + good(),
                "--tls-verify=false",
                bundle.toString());
    Path written = base.write(folder.resolve("guarded/image"));
    Skopeo.copy(
        "dir:" + written,
        "docker://" + guarded(),
        "--dest-creds=" + PrivateRegistry.USER + ":" + PrivateRegistry.PASSWORD);
  }

  private void pushBad() throws IOException {
    String host = middleman.host();
    push(app, name("NOT_BOOTABLE"));
    push(
        SmallBase.of(
            SmallBase.system().text("usr/lib/modules/6.2/vmlinuz", "another kernel").bytes()),
        name("TWO_KERNELS"));
    push(base.forArchitecture("arm64"), name("OTHER_ARCHITECTURE"));
    pushIndex(name("NOT_IN_THE_INDEX"), base.forArchitecture("arm64"));
    push(SmallBase.binding(10, host + "/app:arm64"), name("BOUND_FOR_OTHER_ARCHITECTURE"));
    push(
        SmallBase.binding(10, host + "/none:a", host + "/app:v1", host + "/none:b"),
        name("BOUND_MISSING"));
    push(
        SmallBase.binding(10, "What is this?", host + "/app:v1", "::/nonsense"),
        name("BOUND_NONSENSE"));
    LayerTar dangling = SmallBase.bind(new LayerTar(), "b.container", "nowhere.container");
    push(SmallBase.of(SmallBase.system().bytes(), dangling.bytes()), name("DANGLING_ENTRY"));
    push(
        SmallBase.of(SmallBase.system().text(SmallBase.LINKS + "/README", "what is here").bytes()),
        name("ENTRY_THAT_IS_NO_LINK"));
  }

  private static String name(String what) {
    return what.toLowerCase(Locale.ROOT) + ":v1";
  }

  private void push(OciImage image, String name) throws IOException {
    push(image.write(folder.resolve("written-" + name)), name);
  }

  private void pushIndex(String name, OciImage image) throws IOException {
    push(OciImage.writeIndex(folder.resolve("written-" + name), List.of(image)), name);
  }

  private void push(Path image, String name) {
    Skopeo.copy(
        "dir:" + image, "docker://" + registry.host() + "/" + name, "--all", "--preserve-digests");
  }

  Middleman middleman() {
    return middleman;
  }

  /** The name of the good base. */
  String good() {
    return middleman.host() + "/os:v1";
  }

  /** The name of an index that holds the good base. */
  String indexed() {
    return middleman.host() + "/indexed:v1";
  }

  /** The name of a base that is bad in this way. */
  String bad(String what) {
    return middleman.host() + "/" + name(what);
  }

  /** The name of the good base in a registry that asks for a password. */
  String guarded() {
    return guarded.host() + "/os:v1";
  }

  OciImage base() {
    return base;
  }

  /** The large one. */
  Digest baseLayer() {
    return base.layers().get(1).descriptor().digest();
  }

  Digest appLayer() {
    return app.layers().getFirst().descriptor().digest();
  }

  /** The bytes of a bundle of the good base. */
  byte[] bundle() throws IOException {
    return Files.readAllBytes(bundle);
  }

  Path damagedBundle(byte[] content) throws IOException {
    return Files.write(folder.resolve("damaged.tar"), content);
  }

  /** Credentials for the guarded registry, with this password. */
  Path authFile(String password) throws IOException {
    String both = PrivateRegistry.USER + ":" + password;
    String auth = Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    return Files.writeString(
        folder.resolve("auth.json"),
        "{\"auths\":{\"" + guarded.host() + "\":{\"auth\":\"" + auth + "\"}}}");
  }

  /** All that commands read. */
  Map<String, Digest> contents() throws IOException {
    return Contents.of(folder);
  }

  @Override
  public void close() throws IOException {
    middleman.close();
    registry.close();
    guarded.close();
  }
}
