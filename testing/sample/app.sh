# The sample bound images: a static busybox and a script, nothing else. Sourced by make.sh.

# make_app_image WHAT: app-v1, app-v2, tool-v1 or tool-v2
make_app_image() {
  local what=$1 kind=${1%-*} tag=${1#*-}
  local version=${tag#v}.0 result=$cache/images/$1
  local busybox=/bin/busybox
  [ -x "$busybox" ] || fail "$busybox is missing: install busybox-static"
  ! readelf -l "$busybox" | grep -q INTERP || fail "$busybox is not static: install busybox-static"

  local key
  key=$(key_of "$here/lib.sh" "$here/app.sh" "$(sha256sum <"$busybox")" "$what")
  if is_current "$result" "$key"; then return 0; fi
  say "making $what"

  new_scratch "$what"
  local root=$scratch/root layers=$scratch/layers
  mkdir -p "$root/bin" "$root/etc" "$root/tmp" "$layers"
  cp "$busybox" "$root/bin/busybox"
  local applet
  for applet in sh cat echo uname hostname ls sleep id sha256sum; do ln -s busybox "$root/bin/$applet"; done
  make_layer "$layers" busybox --directory="$root" bin etc tmp

  # The version lies in a layer of its own: the big one is shared.
  mkdir -p "$scratch/top/usr/bin" "$scratch/top/etc"
  printf '%s\n' "$version" >"$scratch/top/etc/sample-$kind-version"
  cat >"$scratch/top/usr/bin/sample-$kind" <<SCRIPT
#!/bin/sh
echo "sample-$kind $version: hello from the bound image"
echo "sample-$kind $version: on \$(hostname), \$(uname -sr)"
SCRIPT
  chmod 755 "$scratch/top/usr/bin/sample-$kind"
  make_layer "$layers" "$kind-$version" --directory="$scratch/top" etc usr

  local config
  config=$(jq -n --arg program "/usr/bin/sample-$kind" --arg version "$version" --arg kind "$kind" '{
    Entrypoint: [$program], Env: ["PATH=/usr/bin:/bin"],
    Labels: {"org.opencontainers.image.title": "sample \($kind)", "org.opencontainers.image.version": $version}}')
  write_layout "$scratch/layout" "$tag" "2026-01-0${tag#v}T00:00:00Z" "$config" "$layers/busybox" "$layers/$kind-$version"
  settle "$result" "$key" "$scratch/layout"
}
