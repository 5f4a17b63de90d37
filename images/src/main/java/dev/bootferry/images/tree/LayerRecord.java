package dev.bootferry.images.tree;

import dev.bootferry.core.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What one layer holds, as bytes to be kept on the machine that scanned and verified it. The form
 * is this program's own: a line that names it, the SHA-256 of the rest, and the rest, packed by
 * gzip.
 */
final class LayerRecord {
  private static final byte[] FORM = "bootferry-layer 1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int SUM = 32;

  private LayerRecord() {}

  static byte[] encode(LayerContents contents, Digest layer, Digest diffId) {
    try {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(packed))) {
        out.writeUTF(layer.toString());
        out.writeUTF(diffId.toString());
        out.writeUTF(contents.name());
        out.writeLong(contents.entries());
        Writer writer = new Writer(out);
        writer.node(contents.root());
        out.writeInt(contents.lowerLinks().size());
        for (Node link : contents.lowerLinks()) {
          writer.node(link);
        }
      }
      byte[] rest = packed.toByteArray();
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      whole.write(FORM);
      whole.write(Digest.newSha256().digest(rest));
      whole.write(rest);
      return whole.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
  }

  /** Empty when it is no record of this layer, or not as it was written. */
  static Optional<LayerContents> decode(byte[] record, Digest layer, Digest diffId) {
    int start = FORM.length + SUM;
    if (record.length < start
        || !Arrays.equals(record, 0, FORM.length, FORM, 0, FORM.length)
        || !Arrays.equals(
            Digest.newSha256().digest(Arrays.copyOfRange(record, start, record.length)),
            Arrays.copyOfRange(record, FORM.length, start))) {
      return Optional.empty();
    }
    try (DataInputStream in =
        new DataInputStream(
            new GZIPInputStream(
                new ByteArrayInputStream(record, start, record.length - start), 1 << 16))) {
      if (!in.readUTF().equals(layer.toString()) || !in.readUTF().equals(diffId.toString())) {
        return Optional.empty();
      }
      String name = in.readUTF();
      long entries = in.readLong();
      Reader reader = new Reader(in);
      Node root = reader.node();
      List<Node> lowerLinks = new ArrayList<>();
      int links = in.readInt();
      for (int i = 0; i < links; i++) {
        lowerLinks.add(reader.node());
      }
      return Optional.of(new LayerContents(name, root, reader.origin, lowerLinks, entries));
    } catch (IOException e) {
      return Optional.empty(); // Of a later form with the same name: there is none.
    }
  }

  /** Writes each node once: hard links share theirs, also with a name that is gone. */
  private static final class Writer {
    private final DataOutputStream out;
    private final IdentityHashMap<Node, Integer> nodes = new IdentityHashMap<>();
    private final Map<Node.Attributes, Integer> attributes = new HashMap<>();

    Writer(DataOutputStream out) {
      this.out = out;
    }

    void node(Node node) throws IOException {
      Integer known = nodes.get(node);
      if (known != null) {
        out.writeInt(known);
        return;
      }
      out.writeInt(-1);
      out.writeUTF(node.kind.name());
      out.writeUTF(node.name);
      out.writeInt(node.ordinal);
      switch (node.kind) {
        case FILE -> {
          attributes(node.attributes);
          out.writeLong(node.size);
          byte[] content = node.content;
          out.writeInt(content == null ? -1 : content.length);
          if (content != null) {
            out.write(content);
          }
        }
        case SYMLINK -> {
          attributes(node.attributes);
          text(node.link);
        }
        case SPECIAL, WHITEOUT, OPAQUE -> attributes(node.attributes);
        case HARD_LINK -> {
          Node inode = node.inode;
          out.writeBoolean(inode != null);
          if (inode != null) {
            node(inode);
          } else {
            attributes(node.attributes);
            text(node.link);
          }
        }
        case DIRECTORY -> {
          attributes(node.attributes);
          List<Node> children = node.children();
          out.writeInt(children.size());
          for (Node child : children) {
            node(child);
          }
        }
      }
      // As the reader knows it: when it is whole.
      nodes.put(node, nodes.size());
    }

    private void text(@Nullable String text) throws IOException {
      out.writeUTF(Objects.requireNonNull(text));
    }

    private void attributes(Node.Attributes value) throws IOException {
      Integer known = attributes.get(value);
      out.writeInt(known == null ? -1 : known);
      if (known == null) {
        attributes.put(value, attributes.size());
        out.writeInt(value.mode());
        out.writeInt(value.uid());
        out.writeInt(value.gid());
        out.writeInt(value.xattrs().size());
        for (String name : value.xattrs()) {
          out.writeUTF(name);
        }
      }
    }
  }

  private static final class Reader {
    private final DataInputStream in;
    private final Node.Origin origin = new Node.Origin();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Node.Attributes> attributes = new ArrayList<>();

    Reader(DataInputStream in) {
      this.in = in;
    }

    Node node() throws IOException {
      int known = in.readInt();
      if (known >= 0) {
        return nodes.get(known);
      }
      Node.Kind kind = Node.Kind.valueOf(in.readUTF());
      String name = in.readUTF();
      int ordinal = in.readInt();
      Node node =
          switch (kind) {
            case FILE -> file(name, ordinal);
            case SYMLINK -> Node.symlink(name, attributes(), in.readUTF(), ordinal, origin);
            case SPECIAL, WHITEOUT, OPAQUE ->
                Node.marker(name, kind, attributes(), ordinal, origin);
            case HARD_LINK ->
                in.readBoolean()
                    ? Node.hardLink(name, node(), ordinal, origin)
                    : Node.lowerLink(name, attributes(), in.readUTF(), ordinal, origin);
            case DIRECTORY -> directory(name, ordinal);
          };
      nodes.add(node);
      return node;
    }

    private Node file(String name, int ordinal) throws IOException {
      Node.Attributes value = attributes();
      Node node = Node.file(name, value, in.readLong(), ordinal, origin);
      int length = in.readInt();
      if (length >= 0) {
        byte[] content = new byte[length];
        in.readFully(content);
        node.content = content;
      }
      return node;
    }

    private Node directory(String name, int ordinal) throws IOException {
      Node.Attributes value = attributes();
      Node[] children = new Node[in.readInt()];
      for (int i = 0; i < children.length; i++) {
        children[i] = node();
      }
      return Node.directory(name, value, ordinal, origin, children);
    }

    private Node.Attributes attributes() throws IOException {
      int known = in.readInt();
      if (known >= 0) {
        return attributes.get(known);
      }
      int mode = in.readInt();
      int uid = in.readInt();
      int gid = in.readInt();
      String[] xattrs = new String[in.readInt()];
      for (int i = 0; i < xattrs.length; i++) {
        xattrs[i] = in.readUTF();
      }
      Node.Attributes value = new Node.Attributes(mode, uid, gid, List.of(xattrs));
      attributes.add(value);
      return value;
    }
  }
}
