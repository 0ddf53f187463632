#!/bin/sh
# Tries install.sh in an empty home, with a small stand-in for the executable, so that every way through it
# is walked in seconds: release file, executable, damage, no room, the demo twice, the service unit.
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd) || exit 1
work=$(mktemp -d) || exit 1
passed=0 failed=0 output='' code=0

finish() {
  [ ! -f "$work/started" ] || while read -r pid; do kill "$pid" 2>/dev/null; done <"$work/started"
  chmod -R u+w "$work" 2>/dev/null
  rm -rf "$work"
}
trap finish EXIT

# check SENTENCE COMMAND…: the check holds when the command does.
check() {
  sentence=$1
  shift
  if "$@" >/dev/null 2>&1; then
    passed=$((passed + 1))
    printf '  ok   %s\n' "$sentence"
  else
    failed=$((failed + 1))
    printf '  FAIL %s\n' "$sentence"
    printf '%s\n' "$output" | sed 's/^/         /' | head -n 12
  fi
}

says() { printf '%s' "$output" | grep -q -- "$1"; }

# A folder as it is unpacked from a release, with nothing of the sources beside it.
fresh_folder() {
  rm -rf "${work:?}/release" "${work:?}/home"
  mkdir -p "$work/release" "$work/home"
  cp "$root/install.sh" "$work/release/"
}

# The stand-in notes its process, so that none is left behind.
stand_in() {
  cat >"$1" <<STAND_IN
#!/bin/sh
# kontor $2
case \$1 in
  --version) echo "kontor $2" ;;
  demo)
    echo \$\$ >>"$work/started"
    case "\$*" in *refuse*) echo "Dieser Ordner geht nicht."; exit 21 ;; *taken*) echo "In use: http://127.0.0.1:45679"; exit 11 ;; esac
    echo "Kontor runs at http://127.0.0.1:45678"
    echo "admin@example.com  Password: demo"
    sleep 60 &
    trap "kill \$!" EXIT
    trap "exit 0" TERM
    wait
    ;;
esac
STAND_IN
  chmod 755 "$1"
}

install() {
  output=$(cd "$work/release" && env -i HOME="$work/home" PATH="${path:-}$work/tools" LANG="${language:-C.UTF-8}" \
    "./install.sh" "$@" 2>&1 </dev/null)
  code=$?
}

# Only these programs are at hand: no cargo, whatever this machine has, and no systemctl that could touch its user.
mkdir "$work/tools"
for tool in cat chmod cksum cmp cp cut dirname env find grep gzip head id mkdir mktemp mv nohup rm sed sh sha256sum \
  sleep sort tail tar tr uname; do
  ln -s "$(command -v $tool)" "$work/tools/$tool"
done

installed=$work/home/prefix/bin/kontor
in_prefix="--prefix $work/home/prefix"

fresh_folder
install --help
check "help is given" [ $code -eq 0 ]
check "help lists the exit codes" says 'Exit codes'
install --port
check "an option without its value is refused" [ $code -eq 2 ]
install --port many
check "a port that is no number is refused" [ $code -eq 2 ]
install --port 70000
check "a port that is too high is refused" [ $code -eq 2 ]
install --frobnicate
check "an unknown option is refused" [ $code -eq 2 ]
install --demo --service
check "the demo as a service is refused" [ $code -eq 2 ]

# shellcheck disable=SC2086 # $in_prefix is two words
{
  install $in_prefix
  check "without release file and sources there is nothing to install" [ $code -eq 3 ]
  cp "$root/Cargo.toml" "$work/release/"
  install $in_prefix
  check "without cargo the sources are of no use" [ $code -eq 3 ]
  check "and it is said where cargo comes from" says rustup
  language=de_AT.UTF-8 install $in_prefix
  check "it is said in German to whoever speaks German" says 'zum Bauen fehlt Rust'
  printf '#!/bin/sh\n' >"$work/tools/cargo" && chmod 755 "$work/tools/cargo"
  language=de_AT.UTF-8 install $in_prefix
  check "without a C compiler nothing is built" [ $code -eq 3 ]
  check "and it is said which one to install" says 'apt-get install gcc libc6-dev'
  rm "$work/tools/cargo"
  check "nothing was installed by all this" [ ! -e "$work/home/prefix" ]

  fresh_folder
  stand_in "$work/release/kontor" 0.1.0
  install $in_prefix
  check "an executable beside the script is installed" [ -x "$installed" ]
  check "the version is named" says 'kontor 0.1.0'
  check "a folder that is not on the PATH is named" says 'not on your PATH'
  install $in_prefix
  check "the second time it is already there" says 'already installed'
  path="$work/home/prefix/bin:" install $in_prefix
  check "a folder on the PATH needs no note" [ "$(printf '%s' "$output" | grep -c 'not on your PATH')" -eq 0 ]
  check "no half copy is left" [ "$(find "$work/home/prefix/bin" -type f | wc -l)" -eq 1 ]

  machine="$(uname -m)-unknown-linux-gnu"
  for version in 0.9.0 0.10.0; do
    mkdir -p "$work/pack"
    stand_in "$work/pack/kontor" $version
    tar -czf "$work/release/kontor-$version-$machine.tar.gz" -C "$work/pack" kontor
  done
  install $in_prefix
  check "the newest release file is preferred" says 'kontor 0.10.0'
  newest="$work/release/kontor-0.10.0-$machine.tar.gz"
  sha256sum "$newest" >"$newest.sha256"
  install $in_prefix
  check "a release file with its right sum is taken" [ $code -eq 0 ]
  echo damage >>"$newest"
  install $in_prefix
  check "a release file with another sum is refused" [ $code -eq 6 ]
  check "the program that was there stays" grep -q 'kontor 0.10.0' "$installed"
  rm "$newest.sha256"
  head -c 60 "$newest" >"$newest.cut" && mv "$newest.cut" "$newest"
  install $in_prefix
  check "a release file that is cut off is refused" [ $code -eq 6 ]

  fresh_folder
  printf '#!/bin/sh\nexit 1\n' >"$work/release/kontor"
  chmod 755 "$work/release/kontor"
  install $in_prefix
  check "a program that does not run here is not installed" [ $code -eq 6 ]
  stand_in "$work/release/kontor" 0.1.0
  echo "in the way" >"$work/home/prefix"
  install $in_prefix
  check "a folder that cannot be written is named with its exit code" [ $code -eq 5 ]
  rm "$work/home/prefix"

  install $in_prefix --demo --no-browser --port 45678
  check "the demo starts" [ $code -eq 0 ]
  check "its address is printed" says 'http://127.0.0.1:45678'
  check "its sign-ins are printed" says 'Password: demo'
  check "how to stop it is printed" says 'kill [0-9]'
  install $in_prefix --demo --no-browser
  check "the second time the running one is found" says 'already running'
  check "and its address is printed again" says 'http://127.0.0.1:45678'
  check "only one was started" [ "$(wc -l <"$work/started")" -eq 1 ]
  kill "$(cat "$work/started")" 2>/dev/null
  install $in_prefix --demo --no-browser
  check "after it has ended a new one is started" [ "$(wc -l <"$work/started")" -eq 2 ]
  install $in_prefix --demo --no-browser --data "$work/home/refuse"
  check "a demo that does not start is named with its exit code" [ $code -eq 7 ]
  check "and with what it said itself" says 'Dieser Ordner geht nicht'

  install $in_prefix --demo --no-browser --data "$work/home/taken"
  check "a demo that somebody else has started is found" [ $code -eq 0 ]
  check "and its address is printed, but no way to stop what is not ours" says 'http://127.0.0.1:45679'
  check "nobody is told to kill a process that is not there" [ "$(printf '%s' "$output" | grep -c 'kill [0-9]')" -eq 0 ]

  install $in_prefix --service --data "$work/home/my firm" --port 7777
  unit=$work/home/.config/systemd/user/kontor.service
  check "the service unit is written" grep -q 'ProtectSystem=strict' "$unit"
  check "it names program, folder and port" grep -qF "ExecStart=\"$installed\" serve --data \"$work/home/my firm\" --no-browser --port 7777" "$unit"
  if command -v systemd-analyze >/dev/null 2>&1; then
    output=$(systemd-analyze verify --user "$unit" 2>&1)
    check "systemd finds nothing wrong with it" [ -z "$(printf '%s' "$output" | grep -F kontor.service)" ]
  fi
}

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
