# A Debian with nothing in it, for tests/bare-debian and tests/package; to be read with `.`.
#
# debian_begin makes the folder $bare, which goes away when the script ends, and $root in it;
# debian_make makes the Debian in $root with debootstrap; inside COMMAND… runs a command there, as
# root, with an environment of its own. Mirror and proxy are those of this machine's apt. Needs root,
# and the right to mount. $me is the name in what is said.
debian_release=bookworm
me=${0##*/}

say() { echo "$me: $1"; }

stop() {
    echo "$me: $1" >&2
    exit 1
}

debian_begin() {
    [ "$(id -u)" = 0 ] || stop "needs root"
    bare=$(mktemp -d "/var/tmp/$me.XXXXXXXX")
    trap 'rm -rf --one-file-system "$bare"' EXIT
    trap 'exit 1' INT TERM
    root=$bare/root
    mkdir -p "$root"
}

# checkout [--worktree]: the files of the last commit, or as they are now but for what git ignores,
# as a tar on stdout.
checkout() {
    if [ -z "${1-}" ]; then
        git archive HEAD
    else
        git ls-files -z --cached --others --exclude-standard |
            while IFS= read -r -d '' file; do
                [ ! -e "$file" ] || printf '%s\0' "$file"
            done | tar -c --no-recursion --null -T -
    fi
}

# A mount name space of its own: whatever is mounted in it is gone when its last process ends.
apart() {
    unshare --mount --propagation private --pid --fork --kill-child "$@"
}

# What apt in there needs to reach a mirror: proxies, retries, checks. The same goes for debootstrap,
# which loads with wget and so knows a proxy by the environment alone.
debian_proxies() {
    local name apt_proxy
    proxies=()
    for name in http_proxy https_proxy ftp_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY \
        all_proxy; do
        [ -z "${!name-}" ] || proxies+=("$name=${!name}")
    done
    apt_proxy=$(apt-config shell proxy Acquire::http::Proxy | sed "s/^proxy='\(.*\)'$/\1/")
    if [ -n "$apt_proxy" ] && [ "$apt_proxy" != DIRECT ] && [ -z "${http_proxy-}" ]; then
        proxies+=("http_proxy=$apt_proxy")
    fi
}

# The sources of packages, the keys and the network of this machine, for the Debian in $root.
debian_sources() {
    local file folder settings='^Acquire::(http|https|ftp|socks|Retries|ForceIPv|Check-)'
    rm -f "$root/etc/apt/sources.list"
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.{list,sources}; do
        [ ! -f "$file" ] || ! grep -q "$debian_release" "$file" || cp "$file" "$root${file%/*}/"
    done
    [ -n "$(find "$root/etc/apt" -name 'sources.list' -o -name '*.sources' -o -name '*.list')" ] ||
        echo "deb $mirror $debian_release main" >"$root/etc/apt/sources.list"
    for folder in keyrings trusted.gpg.d; do
        [ ! -d "/etc/apt/$folder" ] || cp -R "/etc/apt/$folder" "$root/etc/apt/"
    done
    apt-config dump | grep -E "$settings" >"$root/etc/apt/apt.conf.d/90machine" || true
    for file in /etc/resolv.conf /etc/hosts; do
        [ ! -e "$file" ] || cp -L "$file" "$root/etc/"
    done
    if [ -n "$certificates" ] && [ -d /usr/local/share/ca-certificates ]; then
        cp -R /usr/local/share/ca-certificates "$root/usr/local/share/"
        chroot "$root" update-ca-certificates >/dev/null 2>&1
    fi
}

debian_make() {
    local targets certificates='' include=() begin=$SECONDS
    # shellcheck disable=SC2016 # the variables are those of apt
    # The mirror: where this machine has the release from, else where it has any Debian from.
    targets=$(apt-get indextargets --format '$(RELEASE) $(REPO_URI) $(COMPONENT)' \
        'Created-By: Packages' | awk '$3 == "main" { print $1, $2 }' | sort -u)
    mirror=$(awk -v release="$debian_release" '$1 == release { print $2; exit }' <<<"$targets")
    [ -n "$mirror" ] || mirror=$(awk '$1 !~ /[-\/]/ { print $2; exit }' <<<"$targets")
    [ -n "$mirror" ] || stop "this machine's apt has no source of packages"
    if grep -q 'https:' <<<"$targets"; then
        include=(--include=ca-certificates)
        certificates=yes
    fi
    debian_proxies
    say "making a minimal Debian $debian_release"
    if ! apart env "${proxies[@]}" debootstrap --variant=minbase "${include[@]}" \
        "$debian_release" "$root" "$mirror" >"$bare/log" 2>&1; then
        tail -n 30 "$bare/log"
        stop "debootstrap failed"
    fi
    say "made in $((SECONDS - begin)) s"
    debian_sources
}

# inside FOLDER COMMAND…: runs the command there, in that folder of $root.
inside() {
    # shellcheck disable=SC2016 # for the inner shell
    apart env -i "${proxies[@]}" HOME=/root TERM=dumb DEBIAN_FRONTEND=noninteractive \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin bash -c '
        mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" || exit 1
        root=$1 folder=$2
        shift 2
        exec chroot "$root" sh -c "cd $folder && exec \"\$@\"" sh "$@"' sh "$root" "$@"
}
