# Shared by the scripts that make the sample images; source it, do not run it.
# What is here: the cache, reproducible layers, and a small writer of OCI image layouts.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${BOOTFERRY_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/bootferry}

# Every file in every layer carries this time, so that the same content gives the same digest.
export SOURCE_DATE_EPOCH=1767225600
umask 022

# Same names, sorting and messages on every machine.
export LC_ALL=C.UTF-8 TZ=UTC

say() { printf 'sample: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# Temporary folders, removed however the script ends.
scratch_dirs=()
remove_scratch() { [ ${#scratch_dirs[@]} -eq 0 ] || rm -rf --one-file-system "${scratch_dirs[@]}"; }
trap remove_scratch EXIT

# new_scratch NAME: sets $scratch to a fresh folder in the cache (same file system as the result: rename works)
new_scratch() {
  mkdir -p "$cache/tmp"
  scratch=$(mktemp -d "$cache/tmp/$1.XXXXXX")
  chmod 755 "$scratch"
  scratch_dirs+=("$scratch")
}

# key_of TEXT-OR-PATH...: one short hash over the named files and folders (content, names, modes, links) and texts
key_of() {
  local item
  {
    for item in "$@"; do
      if [ -e "$item" ]; then
        (cd "$(dirname "$item")" && find "$(basename "$item")" -printf '%P %y %m %l\n' | sort &&
          find "$(basename "$item")" -type f -print0 | sort -z | xargs -0 sha256sum)
      else
        printf 'text %s\n' "$item"
      fi
    done
  } | sha256sum | cut -c1-16
}

# Where Debian packages come from: the mirror that this machine's own apt uses for Debian itself.
debian_mirror() {
  local uri
  uri=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' 2>/dev/null | head -n 1 || true)
  if [ -z "$uri" ]; then # lists were never fetched: read the source files
    uri=$(cat /etc/apt/sources.list.d/*.sources 2>/dev/null |
      sed -n 's/^URIs: *\([^ ]*\/debian\/\?\)\( .*\)\?$/\1/p' | head -n 1)
    [ -n "$uri" ] || uri=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null |
      sed -n 's/^deb \(\[[^]]*\] \)\?\([^ ]*\/debian\/\?\) .*/\2/p' | head -n 1)
  fi
  [ -n "$uri" ] || fail "no Debian mirror found in this machine's apt configuration"
  printf '%s\n' "$uri"
}

# apt_proxy_options: mmdebstrap options that pass this machine's proxy on, one per line
apt_proxy_options() {
  apt-config dump | sed -nE 's/^(Acquire::https?::Proxy) "(.+)";$/--aptopt=\1 "\2";/p'
}

# make_layer LAYERS_DIR NAME TAR-ARGUMENTS...
# Writes LAYERS_DIR/NAME.tar.gz and LAYERS_DIR/NAME.json (digest, size, diffId, comment).
make_layer() {
  local dir=$1 name=$2
  shift 2
  tar --create --file "$dir/$name.tar" --format=posix --sort=name --numeric-owner \
    --mtime="@$SOURCE_DATE_EPOCH" --xattrs --xattrs-include='*' \
    --pax-option='exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime' "$@"
  local diff_id
  diff_id=sha256:$(sha256sum <"$dir/$name.tar" | cut -d' ' -f1)
  gzip -n -6 "$dir/$name.tar"
  jq -n --arg digest "sha256:$(sha256sum <"$dir/$name.tar.gz" | cut -d' ' -f1)" \
    --argjson size "$(stat -c %s "$dir/$name.tar.gz")" --arg diffId "$diff_id" --arg comment "$name" \
    '{$digest, $size, $diffId, $comment}' >"$dir/$name.json"
}

# put_blob LAYOUT FILE: copies FILE into the layout under its digest and prints the digest's hex
put_blob() {
  local hex
  hex=$(sha256sum <"$2" | cut -d' ' -f1)
  cp --reflink=auto "$2" "$1/blobs/sha256/$hex"
  printf '%s\n' "$hex"
}

# write_layout DIR TAG CREATED CONFIG-JSON LAYER...   (LAYER: path of a layer without its suffix)
# CONFIG-JSON is the image's "config" object. Makes an OCI layout with one image.
write_layout() {
  local dir=$1 tag=$2 created=$3 config=$4
  shift 4
  mkdir -p "$dir/blobs/sha256"
  local layer
  for layer in "$@"; do
    put_blob "$dir" "$layer.tar.gz" >/dev/null
  done
  local layers config_hex manifest_hex
  layers=$(jq -s . "${@/%/.json}")

  jq -cS -n --arg created "$created" --argjson config "$config" --argjson layers "$layers" '{
      $created, architecture: "amd64", os: "linux", $config,
      rootfs: {type: "layers", diff_ids: [$layers[].diffId]},
      history: [$layers[] | {$created, created_by: "bootferry sample", comment}]
    }' | tr -d '\n' >"$dir/config.tmp"
  config_hex=$(put_blob "$dir" "$dir/config.tmp")

  jq -cS -n --arg config "sha256:$config_hex" --argjson size "$(stat -c %s "$dir/config.tmp")" --argjson layers "$layers" '{
      schemaVersion: 2, mediaType: "application/vnd.oci.image.manifest.v1+json",
      config: {mediaType: "application/vnd.oci.image.config.v1+json", digest: $config, $size},
      layers: [$layers[] | {mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", digest, size}]
    }' | tr -d '\n' >"$dir/manifest.tmp"
  manifest_hex=$(put_blob "$dir" "$dir/manifest.tmp")

  jq -cS -n --arg digest "sha256:$manifest_hex" --argjson size "$(stat -c %s "$dir/manifest.tmp")" --arg tag "$tag" '{
      schemaVersion: 2, mediaType: "application/vnd.oci.image.index.v1+json",
      manifests: [{mediaType: "application/vnd.oci.image.manifest.v1+json", $digest, $size,
        platform: {architecture: "amd64", os: "linux"},
        annotations: {"org.opencontainers.image.ref.name": $tag}}]
    }' >"$dir/index.json"
  printf '{"imageLayoutVersion":"1.0.0"}' >"$dir/oci-layout"
  rm "$dir/config.tmp" "$dir/manifest.tmp"
}

# manifest_digest LAYOUT: the digest of the layout's one image
manifest_digest() { jq -r '.manifests[0].digest' "$1/index.json"; }

# settle RESULT KEY TEMP: gives the finished folder TEMP its final name and remembers its key
settle() {
  local result=$1 key=$2 temp=$3
  printf '%s\n' "$key" >"$temp/.key"
  mkdir -p "$(dirname "$result")"
  [ ! -e "$result" ] || mv -T "$result" "$cache/tmp/old.$$.$(basename "$result")"
  mv -T "$temp" "$result"
  rm -rf "$cache/tmp/old.$$.$(basename "$result")"
}

# is_current RESULT KEY: true when RESULT was made by exactly these scripts
is_current() { [ -r "$1/.key" ] && [ "$(cat "$1/.key")" = "$2" ]; }
