#!/bin/sh
# Puts Kontor on this machine: from a release file beside this script, or built from source with cargo.
# Needs no root where a C compiler is there, never leaves half an installation, and can be run as often as one likes.
set -u

usage() {
  cat <<'HELP'
install.sh: puts Kontor on this machine.

  ./install.sh            install only
  ./install.sh --demo     install, make the demo firm, start it, print its address and sign-ins

  --demo          start the demo firm in the background
  --no-browser    do not open the browser
  --port N        the port of the demo firm or the service (default: Kontor chooses)
  --prefix DIR    install to DIR/bin (default: ~/.local, or /usr/local for root)
  --data DIR      the data folder (default for the demo: ~/.local/share/kontor-demo,
                  for the service: ~/.local/share/kontor)
  --service       write a systemd user unit, so that Kontor starts with this machine's user
  --help          this text

What is installed: the newest kontor-VERSION-TARGET.tar.gz beside this script that fits this
machine (checked against its .sha256 file where there is one); else the executable `kontor`
beside this script; else what `cargo build --release --locked` builds from the sources here.

Exit codes
  0  done (also when everything was there already)
  2  wrong usage
  3  nothing to install: no release file, and no Rust toolchain, C compiler or sources to build from
  4  the build failed
  5  the folder to install into cannot be written
  6  the release file is damaged, or its program does not run on this machine
  7  the demo firm did not start
  8  the service unit could not be written or started
HELP
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 1

case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
  de*) german=yes ;;
  *) german=no ;;
esac

# Every message stands here in both languages: say ENGLISH GERMAN.
say() { if [ $german = yes ]; then printf '%s\n' "$2"; else printf '%s\n' "$1"; fi; }
fail() {
  code=$1
  shift
  say "$@" >&2
  exit "$code"
}

demo=no browser=yes port='' prefix='' data='' service=no
while [ $# -gt 0 ]; do
  case $1 in
    --port | --prefix | --data)
      [ $# -ge 2 ] && [ -n "$2" ] ||
        fail 2 "$1 needs a value. ./install.sh --help shows how." "$1 braucht einen Wert. ./install.sh --help zeigt, wie."
      ;;
  esac
  case $1 in
    --demo) demo=yes ;;
    --no-browser) browser=no ;;
    --service) service=yes ;;
    --port) port=$2; shift ;;
    --prefix) prefix=$2; shift ;;
    --data) data=$2; shift ;;
    --help | -h) usage; exit 0 ;;
    *) fail 2 "Unknown option $1. ./install.sh --help shows all of them." "Unbekannte Option $1. ./install.sh --help zeigt alle." ;;
  esac
  shift
done
case $port in
  *[!0-9]* | ??????*) fail 2 "--port takes a number up to 65535, not \"$port\"." "--port nimmt eine Zahl bis 65535, nicht „$port“." ;;
esac
if [ -n "$port" ] && [ "$port" -gt 65535 ]; then
  fail 2 "--port takes a number up to 65535, not \"$port\"." "--port nimmt eine Zahl bis 65535, nicht „$port“."
fi
if [ $demo = yes ] && [ $service = yes ]; then
  fail 2 "--demo and --service are two different wishes: choose one." "--demo und --service sind zwei verschiedene Wünsche: bitte nur einen."
fi

if [ -z "$prefix" ]; then
  if [ "$(id -u)" -eq 0 ]; then prefix=/usr/local; else prefix=${HOME:?}/.local; fi
fi
bin=$prefix/bin
program=$bin/kontor
share=${XDG_DATA_HOME:-${HOME:?}/.local/share}
state=${XDG_STATE_HOME:-${HOME:?}/.local/state}/kontor

# Whatever is unpacked or half copied disappears, however this script ends.
scratch=''
part=''
clean_up() {
  [ -z "$scratch" ] || rm -rf "$scratch"
  [ -z "$part" ] || rm -f "$part"
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

target() {
  case $(uname -m) in
    x86_64 | amd64) machine=x86_64 ;;
    aarch64 | arm64) machine=aarch64 ;;
    *) machine=$(uname -m) ;;
  esac
  case $(uname -s) in
    Linux) printf '%s-unknown-linux\n' "$machine" ;;
    Darwin) printf '%s-apple-darwin\n' "$machine" ;;
    *) printf '%s-%s\n' "$machine" "$(uname -s)" ;;
  esac
}

# The newest release file for this machine; on Linux its name ends in -gnu or -musl.
release_file() {
  find "$here" -maxdepth 1 -type f -name "kontor-*-$(target)*.tar.gz" 2>/dev/null | sort -V | tail -n 1
}

checksum() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

unpack() {
  archive=$1
  if [ -f "$archive.sha256" ] && [ "$(cut -d ' ' -f 1 <"$archive.sha256")" != "$(checksum "$archive")" ]; then
    fail 6 "$archive does not match its .sha256 file. Please fetch both again." \
      "$archive passt nicht zu seiner .sha256-Datei. Bitte beide noch einmal holen."
  fi
  scratch=$(mktemp -d) || exit 1
  tar -xzf "$archive" -C "$scratch" ||
    fail 6 "$archive cannot be unpacked. Please fetch it again." "$archive lässt sich nicht entpacken. Bitte noch einmal holen."
  source=$(find "$scratch" -type f -name kontor | head -n 1)
  [ -n "$source" ] || fail 6 "There is no program kontor in $archive." "In $archive liegt kein Programm kontor."
  chmod 755 "$source"
}

# Rust links with the C compiler of the system, and a bare Debian has none. Whoever may install it gets it.
need_compiler() {
  command -v cc >/dev/null 2>&1 && return 0
  if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" -eq 0 ]; then root=''; elif sudo -n true 2>/dev/null; then root='sudo -n'; else root=none; fi
    if [ "$root" != none ]; then
      say "Building needs a C compiler: installing gcc." "Zum Bauen fehlt ein C-Compiler: gcc wird installiert."
      # shellcheck disable=SC2086 # nothing, or the two words of sudo
      $root apt-get -qq update && $root env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq install -y --no-install-recommends gcc libc6-dev >/dev/null
    fi
  fi
  command -v cc >/dev/null 2>&1 ||
    fail 3 "Building needs a C compiler. Please install one (Debian: sudo apt-get install gcc libc6-dev; Mac: xcode-select --install) and run this again." \
      "Zum Bauen fehlt ein C-Compiler. Bitte einen installieren (Debian: sudo apt-get install gcc libc6-dev; Mac: xcode-select --install) und noch einmal starten."
}

build() {
  if [ ! -f "$here/Cargo.toml" ]; then
    fail 3 "There is nothing to install: no release file kontor-VERSION-$(target)….tar.gz lies beside install.sh, and no sources." \
      "Es gibt nichts zu installieren: Neben install.sh liegt keine Datei kontor-VERSION-$(target)….tar.gz, und Quellen auch nicht."
  fi
  if ! command -v cargo >/dev/null 2>&1; then
    fail 3 "There is no release file for this machine here, and building needs Rust. Either put kontor-VERSION-$(target)….tar.gz beside install.sh, or install Rust (https://rustup.rs) and run this again." \
      "Hier liegt keine Datei für diesen Rechner, und zum Bauen fehlt Rust. Entweder kontor-VERSION-$(target)….tar.gz neben install.sh legen, oder Rust installieren (https://rustup.rs) und noch einmal starten."
  fi
  say "Building Kontor from source. The first time this takes about a quarter of an hour." \
    "Kontor wird aus den Quellen gebaut. Das dauert beim ersten Mal etwa eine Viertelstunde."
  need_compiler
  (cd "$here" && cargo build --release --locked) ||
    fail 4 "The build failed; the lines above say why. Nothing was installed." \
      "Der Bau ist gescheitert; die Zeilen darüber sagen, woran. Es wurde nichts installiert."
  source=${CARGO_TARGET_DIR:-$here/target}/release/kontor
}

find_source() {
  archive=$(release_file)
  if [ -n "$archive" ]; then
    unpack "$archive"
  elif [ -f "$here/kontor" ] && [ -x "$here/kontor" ]; then
    source=$here/kontor
  else
    build
  fi
  version=$("$source" --version 2>/dev/null </dev/null) ||
    fail 6 "The program does not run on this machine: $source" "Das Programm läuft auf diesem Rechner nicht: $source"
}

install_program() {
  if [ -f "$program" ] && cmp -s "$source" "$program"; then
    say "$version is already installed: $program" "$version ist schon installiert: $program"
    replaced=no
    return
  fi
  replaced=yes
  # First a full copy beside the old program, then one rename: whoever looks sees the old or the new, never half of one.
  part=$bin/.kontor-$$.part
  if ! { mkdir -p "$bin" && cp "$source" "$part" && chmod 755 "$part" && mv -f "$part" "$program"; } 2>/dev/null; then
    fail 5 "$bin cannot be written. Choose another folder: ./install.sh --prefix DIR" \
      "In $bin kann nicht geschrieben werden. Anderen Ordner wählen: ./install.sh --prefix ORDNER"
  fi
  part=''
  say "Installed $version: $program" "$version ist installiert: $program"
}

warn_about_path() {
  case :$PATH: in
    *:"$bin":*) ;;
    *)
      say "Note: $bin is not on your PATH. To call kontor by its name, add this line to ~/.profile:" \
        "Hinweis: $bin steht nicht im PATH. Damit der Aufruf kontor genügt, diese Zeile in ~/.profile eintragen:"
      printf '  export PATH="%s:$PATH"\n' "$bin"
      ;;
  esac
}

# True when the process is there and is the Kontor that this script has started.
is_kontor() {
  [ -n "$1" ] && kill -0 "$1" 2>/dev/null || return 1
  # A process that has ended but was not yet collected has an empty command line.
  if [ -e "/proc/$1/cmdline" ]; then
    tr '\0' ' ' <"/proc/$1/cmdline" 2>/dev/null
  else
    ps -p "$1" -o args= 2>/dev/null
  fi | grep -q kontor
}

open_browser() {
  [ $browser = yes ] || return 0
  if [ "$(uname -s)" = Darwin ]; then
    open "$1" >/dev/null 2>&1 || true
  elif [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && command -v xdg-open >/dev/null 2>&1; then
    xdg-open "$1" >/dev/null 2>&1 &
  fi
}

address_in() { sed -n 's/.*\(http:\/\/[0-9A-Za-z.]*:[0-9][0-9]*\).*/\1/p' "$1" 2>/dev/null | head -n 1; }

# The first lines of the log are what Kontor tells at its start: address and sign-ins.
tell_where() {
  head -n 40 "$log"
  echo
  say "The demo firm runs at $address" "Die Demofirma läuft unter $address"
  say "  data: $data" "  Daten: $data"
  [ -n "$1" ] || return 0
  say "  log:  $log" "  Protokoll: $log"
  say "  stop: kill $1" "  beenden: kill $1"
}

start_demo() {
  [ -n "$data" ] || data=$share/kontor-demo
  mkdir -p "$state" && mkdir -p "$(dirname -- "$data")" ||
    fail 7 "$state cannot be made." "$state kann nicht angelegt werden."
  # One log and one number of a process for each data folder.
  name=demo-$(printf '%s' "$data" | cksum | cut -d ' ' -f 1)
  log=$state/$name.log
  pid_file=$state/$name.pid

  running=$(cat "$pid_file" 2>/dev/null)
  if is_kontor "$running"; then
    address=$(address_in "$log")
    say "The demo firm is already running." "Die Demofirma läuft schon."
    [ $replaced = no ] || say "It is still the old program: to change over, kill $running and run this again." \
      "Es ist noch das alte Programm: zum Wechseln kill $running, dann noch einmal starten."
    tell_where "$running"
    open_browser "$address"
    return
  fi

  if [ ! -e "$data" ]; then
    say "Playing eighteen months of the demo firm; this takes about twenty seconds." \
      "Achtzehn Monate der Demofirma werden gespielt; das dauert etwa zwanzig Sekunden."
  fi
  set -- demo --data "$data" --no-browser
  [ -z "$port" ] || set -- "$@" --port "$port"
  nohup "$program" "$@" >"$log" 2>&1 </dev/null &
  started=$!
  printf '%s\n' "$started" >"$pid_file.part" && mv -f "$pid_file.part" "$pid_file"

  waited=0
  address=''
  while [ $waited -lt 300 ]; do
    address=$(address_in "$log")
    [ -z "$address" ] || break
    kill -0 "$started" 2>/dev/null || break
    sleep 1
    waited=$((waited + 1))
  done
  if [ -z "$address" ]; then
    cat "$log" >&2
    kill "$started" 2>/dev/null
    rm -f "$pid_file"
    fail 7 "The demo firm did not start; the lines above say why. They are also in $log" \
      "Die Demofirma ist nicht gestartet; die Zeilen darüber sagen, warum. Sie stehen auch in $log"
  fi
  # Was it started by other means, then our process has named the address of that one and is ending.
  sleep 1
  if ! is_kontor "$started"; then
    rm -f "$pid_file"
    started=''
    say "The demo firm was already running; this script has not started it." \
      "Die Demofirma lief schon; dieses Skript hat sie nicht gestartet."
  fi
  tell_where "$started"
  open_browser "$address"
}

write_service() {
  [ -n "$data" ] || data=$share/kontor
  units=${XDG_CONFIG_HOME:-$HOME/.config}/systemd/user
  unit=$units/kontor.service
  serve="\"$program\" serve --data \"$data\" --no-browser"
  [ -z "$port" ] || serve="$serve --port $port"
  mkdir -p "$units" && mkdir -p "$data" && chmod 700 "$data" && cat >"$unit.part" <<UNIT && mv -f "$unit.part" "$unit" ||
[Unit]
Description=Kontor
After=network-online.target
Wants=network-online.target

[Service]
ExecStart=$serve
Restart=on-failure
RestartSec=2
TimeoutStopSec=60
UMask=0077
NoNewPrivileges=yes
ProtectSystem=strict
ReadWritePaths="$data"
PrivateTmp=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
LockPersonality=yes
MemoryDenyWriteExecute=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service

[Install]
WantedBy=default.target
UNIT
    fail 8 "$unit cannot be written." "$unit kann nicht geschrieben werden."
  say "Service unit: $unit" "Dienst: $unit"
  if systemctl --user show-environment >/dev/null 2>&1; then
    if systemctl --user daemon-reload && systemctl --user enable --now kontor.service; then
      say "Kontor runs as a service. Its address: journalctl --user -u kontor" \
        "Kontor läuft als Dienst. Seine Adresse: journalctl --user -u kontor"
      say "To keep it running without anyone signed in: loginctl enable-linger" \
        "Damit er auch ohne Anmeldung läuft: loginctl enable-linger"
    else
      fail 8 "The service did not start: systemctl --user status kontor says why." \
        "Der Dienst ist nicht gestartet: systemctl --user status kontor sagt, warum."
    fi
  else
    say "There is no systemd session for this user here. Where there is one: systemctl --user enable --now kontor" \
      "Hier gibt es keine systemd-Sitzung für diesen Benutzer. Wo es sie gibt: systemctl --user enable --now kontor"
  fi
}

find_source
install_program
warn_about_path
[ $service = no ] || write_service
if [ $demo = yes ]; then
  start_demo
elif [ $service = no ]; then
  say "Start it with: $program" "Starten mit: $program"
fi
exit 0
