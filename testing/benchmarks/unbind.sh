#!/usr/bin/env bash
# In the container storage: an image as another one, without one of the images that it binds. A storage keeps layers
# unpacked, so no bundle can be made out of it of what binds by digest.
#
#   unbind.sh IMAGE UNIT NEW-IMAGE
set -euo pipefail
container=$(buildah from --pull-never "$1")
trap 'buildah rm "$container" >/dev/null' EXIT
rm "$(buildah mount "$container")/usr/lib/bootc/bound-images.d/$2"
buildah umount "$container" >/dev/null
buildah commit --quiet "$container" "$3"
