#!/bin/sh
# pin-images.sh [--check]: pins each external image in docker-compose.yml and docker/Dockerfile to the
# digest that its registry currently has for its tag. --check changes nothing: it exits with 1 if an
# image has no digest, or its registry does not have it.
# It queries the registries through docker buildx, or through skopeo if that is installed.
set -eu

cd "$(dirname "$0")/.."
files="docker/Dockerfile docker-compose.yml"
wanted=$(sed -nE 's/^(ARG BASE=| +image: )([a-z]+(\/[a-z]+)?:[^@ ]+)(@sha256:[0-9a-f]{64})?$/\2\4/p' $files |
    grep -v '^tensei-' | sort -u)

digest_of() {
    if command -v skopeo >/dev/null; then
        skopeo inspect --no-tags --format '{{.Digest}}' "docker://$1"
    else
        docker buildx imagetools inspect --format '{{json .Manifest.Digest}}' "$1" | tr -d '"'
    fi
}

unpinned=0
for image in $wanted; do
    tag=${image%@*}
    if [ "${1:-}" = --check ]; then
        if [ "$tag" = "$image" ]; then
            echo "$tag has no digest; docker/pin-images.sh writes it" >&2
            unpinned=1
        elif ! digest_of "${tag%%:*}@${image#*@}" >/dev/null; then
            echo "the registry has no $image; docker/pin-images.sh writes what it has" >&2
            unpinned=1
        fi
        continue
    fi
    digest=$(digest_of "$tag")
    case $digest in
    sha256:????????????????????????????????????????????????????????????????) ;;
    *) echo "no digest of $tag: $digest" >&2 && exit 1 ;;
    esac
    sed -i.before -E "s|(ARG BASE=\|image: )$tag(@sha256:[0-9a-f]+)?\$|\\1$tag@$digest|" $files
    echo "$tag@$digest"
done
rm -f docker/Dockerfile.before docker-compose.yml.before
exit "$unpinned"
