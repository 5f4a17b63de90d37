# The sample operating system: the Debian base plus small layers that make it bootable, give it its
# bound images and tell its versions apart. Sourced by make.sh.

registry=127.0.0.1:5000

# copy_tree FROM TO: a folder from this repository, with the same modes whatever the checkout's umask was
copy_tree() {
  mkdir -p "$2"
  cp -a "$1/." "$2/"
  chmod -R u=rwX,go=rX "$2"
}

# make_common_tree TREE: the files that all versions share, with what git cannot keep (attributes, empty folders)
make_common_tree() {
  local tree=$1
  copy_tree "$here/rootfs/common" "$tree"
  mkdir -p "$tree/sysroot"

  # As in other bootable images: what belongs to the machine lies in /var. These replace the base's folders.
  local link
  for link in home:var/home root:var/roothome opt:var/opt srv:var/srv mnt:var/mnt media:run/media ostree:sysroot/ostree; do
    ln -s "${link#*:}" "$tree/${link%%:*}"
  done
  mkdir -p "$tree/usr/lib/bootc"
  ln -s ../../../sysroot/ostree/bootc/storage "$tree/usr/lib/bootc/storage"

  # The hard cases of real images: a hard link, a file capability (binary attribute), a user attribute,
  # a set-user-id bit, an empty folder, a name with spaces and letters outside ASCII.
  local share=$tree/usr/share/sample
  mkdir -p "$share/empty-folder" "$share/replaced-in-v2"
  printf 'one content, two names\n' >"$share/hard-link-a"
  ln "$share/hard-link-a" "$share/hard-link-b"
  printf 'this file has a capability\n' >"$share/with-capability"
  setcap cap_net_bind_service=ep "$share/with-capability"
  printf 'this file has an attribute\n' >"$share/with-attribute"
  setfattr -n user.sample -v 'kept' "$share/with-attribute"
  printf 'this file is set-user-id\n' >"$share/set-user-id"
  chmod 4755 "$share/set-user-id"
  printf 'a name to be careful with\n' >"$share/naïve name, with spaces"
  printf 'only in version 1\n' >"$share/only-in-v1"
  printf 'gone when version 2 replaces the whole folder\n' >"$share/replaced-in-v2/old"
}

# fill_version TREE VERSION SUITE: puts the version and the tool's digest where the files say @VERSION@ and so on
fill_version() {
  local tree=$1 version=$2 tag=v${2%%.*} suite=$3
  grep -rlE '@(VERSION|TOOL_DIGEST|SUITE)@' "$tree" | while IFS= read -r file; do
    sed -i -e "s|@VERSION@|$version|g" -e "s|@SUITE@|$suite|g" \
      -e "s|@TOOL_DIGEST@|$(manifest_digest "$cache/images/tool-$tag")|g" "$file"
  done
}

# make_os_image WHAT SUITE VERSION [EXTRA-PACKAGE...]
# Where rootfs/ has a folder named like the part of WHAT after the dash, beside v1 and v2, it becomes a last layer
# (for composefs: sid's grub2-common.service, which would fail without a /boot/grub/grubenv, is masked).
make_os_image() {
  local what=$1 suite=$2 version=$3 result=$cache/images/$1
  local tag=v${version%%.*} flavour=${1#*-}
  shift 3
  make_app_image "tool-$tag"
  make_base "$suite" "$@"

  local key
  key=$(key_of "$here/lib.sh" "$here/os.sh" "$here/rootfs" "$(cat "$base/.key" "$cache/images/tool-$tag/.key")" "$what")
  if is_current "$result" "$key"; then return 0; fi
  say "making $what"

  new_scratch "$what"
  local work=$scratch layers=$scratch/layers
  mkdir "$layers"
  make_common_tree "$work/common"
  make_layer "$layers" configuration --directory="$work/common" --owner=0 --group=0 .

  copy_tree "$here/rootfs/version" "$work/version"
  copy_tree "$here/rootfs/$tag" "$work/version"
  fill_version "$work/version" "$version" "$suite"
  make_layer "$layers" "version-$version" --directory="$work/version" --owner=0 --group=0 .

  local top=()
  if [ "$flavour" != "$tag" ] && [ -d "$here/rootfs/$flavour" ]; then
    copy_tree "$here/rootfs/$flavour" "$work/$flavour"
    make_layer "$layers" "$flavour" --directory="$work/$flavour" --owner=0 --group=0 .
    top=("$layers/$flavour")
  fi

  local config
  config=$(jq -n --arg version "$version" '{
    Cmd: ["/sbin/init"], Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"], StopSignal: "SIGRTMIN+3",
    Labels: {"containers.bootc": "1", "ostree.bootable": "true",
      "org.opencontainers.image.title": "sample os", "org.opencontainers.image.version": $version}}')
  write_layout "$work/layout" "$flavour" "2026-01-0${version%%.*}T00:00:00Z" "$config" \
    "$base/debian" "$base/boot-loaders" "$base/kernel" "$layers/configuration" "$layers/version-$version" "${top[@]}"
  settle "$result" "$key" "$work/layout"
}
