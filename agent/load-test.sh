#!/usr/bin/env bash
# Makes the alarms of a test instance ring, and undoes what it did, whatever ends it: Ctrl-C, a lost session, even SIGKILL.
# Needs bash 5 and root for `network` and `process`. Never for an instance that people depend on.
set -uo pipefail

readonly MOST_SECONDS=900 MOST_PERCENT=90 MOST_REQUESTS=10000
# For tests.
readonly MEMINFO=${LOAD_TEST_MEMINFO:-/proc/meminfo}

usage() {
  cat << 'HELP'
load-test.sh [--dry-run] COMMAND [ARGUMENTS]     makes the alarms of this test instance ring
load-test.sh COMMAND --help

  cpu [PERCENT] [SECONDS]            uses so much of all cores
  memory [PERCENT] [SECONDS]         fills the memory up to this share
  disk [PERCENT] [SECONDS] [FOLDER]  fills the file system of the folder up to this share
  network [SECONDS] [INTERFACE]      takes the network down, and up again
  process [SECONDS] [UNIT]           stops a unit; starts it again unless somebody else has
  apache [REQUESTS] [PORT]           requests what the local Apache refuses and writes to its error log
  all [SECONDS]                      all of these in order, each for so long

--dry-run says what would be done. Nothing lasts longer than 900 seconds, and the last 10 % of memory and disk are never
used. What was done is undone at the end, also when it is interrupted or killed.
HELP
}

help_of() {
  case $1 in
    cpu) echo 'cpu [PERCENT=60] [SECONDS=300]: uses PERCENT (1 to 100) of all cores. Rings cpu-warning at 60, cpu-critical at 80.' ;;
    memory) echo 'memory [PERCENT=85] [SECONDS=360]: fills the memory up to PERCENT (at most 90). Rings memory-warning at 80.' ;;
    disk) echo 'disk [PERCENT=85] [SECONDS=600] [FOLDER=/var/tmp]: fills its file system up to PERCENT (at most 90) with one file. Rings disk-warning at 80.' ;;
    network) echo 'network [SECONDS=180] [INTERFACE=that of the default route]: takes it down and up again. Rings status-instance and process; your session hangs meanwhile.' ;;
    process) echo 'process [SECONDS=300] [UNIT=httpd, apache2 or nginx]: stops the unit, and ends when it is active again. Rings process, and the restarter should start it.' ;;
    apache) echo 'apache [REQUESTS=100] [PORT=80]: sends REQUESTS (at most 10000) to 127.0.0.1 that Apache refuses: 403 (AH01630, denied) and 400 (AH10244, invalid path), each a line in its error log.' ;;
    all) echo 'all [SECONDS=300]: apache, cpu 65, cpu 85, memory 85, disk 85, process and network, each for SECONDS; goes on when one cannot be done.' ;;
    *) return 1 ;;
  esac
}

die() {
  echo "load-test: $*" >&2
  exit 1
}

# number NAME VALUE MOST: refuses what is not a whole number from 1 to MOST.
number() {
  if ! [[ $2 =~ ^[1-9][0-9]{0,5}$ ]] || (($2 > $3)); then die "$1 must be a whole number from 1 to $3, not '$2'."; fi
}

# Says what comes, and ends a dry run.
plan() {
  echo "${dry_run:+Would do: }$*"
  [[ -z $dry_run ]] || exit 0
}

# --- Undoing. Each step is a command that may run twice: ours when we end, and that of a watcher that outlives us. ---
undo=()
watchers=()

# undo_later SECONDS COMMAND: the watcher, in a session of its own, acts when we are gone or too slow.
undo_later() {
  undo=("$2" "${undo[@]}")
  # shellcheck disable=SC2016 # The watcher's own variables.
  setsid bash -c 'for ((left = $2; left > 0; left--)); do kill -0 "$1" || break; sleep 1; done; eval "$3"' \
    watcher "$$" "$(($1 + 10))" "$2" > /dev/null 2>&1 < /dev/null &
  watchers+=("$!")
}

undo_all() {
  trap '' INT TERM HUP
  local command watcher
  for command in "${undo[@]}"; do eval "$command"; done
  for watcher in "${watchers[@]}"; do kill -- "-$watcher"; done
  ((${#undo[@]} == 0)) || echo 'Undone.'
} 2> /dev/null

trap undo_all EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# --- Time, without a process for each pause. ---
exec {never}<> <(:)
pause() { read -rt "$1" -u "$never"; }

# hold SECONDS [CHECK]: until the time is over or the check says that it is enough.
hold() {
  local end=$((SECONDS + $1)) check=${2:-false}
  while ((SECONDS < end)); do
    ! "$check" || break
    pause 1
  done
  return 0
}

# --- CPU ---
# burn PERCENT SECONDS: uses so much of one core by its own account, whatever else runs.
burn() {
  local start now used i stat tick=$((1000000 / $(getconf CLK_TCK)))
  start=${EPOCHREALTIME/[.,]/}
  while now=${EPOCHREALTIME/[.,]/} && ((now - start < $2 * 1000000)); do
    read -ra stat < "/proc/$BASHPID/stat"
    used=$(((stat[13] + stat[14]) * tick))
    if ((used * 100 < (now - start) * $1)); then
      for ((i = 0; i < 2000; i++)); do :; done
    else
      pause 0.01
    fi
  done
}

# start_group SECONDS FUNCTION ARGUMENTS: in a process group of its own, so that it ends as a whole.
start_group() {
  local seconds=$1
  shift
  set -m
  ("$@") &
  group=$!
  set +m
  undo_later "$seconds" "kill -- -$group"
}

burn_all() {
  local core
  for ((core = 0; core < $(nproc); core++)); do burn "$@" & done
  wait
}

cpu() {
  local percent=${1:-60} seconds=${2:-300}
  number PERCENT "$percent" 100
  number SECONDS "$seconds" "$MOST_SECONDS"
  plan "use $percent % of $(nproc) cores for $seconds s"
  start_group "$seconds" burn_all "$percent" "$seconds"
  hold "$seconds"
  wait "$group"
}

# --- Memory ---
kilobytes() { awk -v name="$1:" '$1 == name { print $2 }' "$MEMINFO"; }

memory_is_scarce() { (($(kilobytes MemAvailable) * 100 < $(kilobytes MemTotal) * (100 - MOST_PERCENT))); }

# tail keeps what may be the last line until its input ends; if the kernel runs out of memory, it ends this first.
fill_memory() {
  echo 1000 > /proc/self/oom_score_adj
  { head -c "$1K" /dev/zero && sleep "$2"; } | tail -n 1 > /dev/null
}

memory() {
  local percent=${1:-85} seconds=${2:-360} total available more
  number PERCENT "$percent" "$MOST_PERCENT"
  number SECONDS "$seconds" "$MOST_SECONDS"
  total=$(kilobytes MemTotal) available=$(kilobytes MemAvailable)
  more=$((total * percent / 100 - (total - available)))
  ((more > 0)) || die "more than $percent % of the memory is in use already."
  plan "use $((more / 1024)) MB of memory, up to $percent %, for $seconds s"
  start_group "$seconds" fill_memory "$more" "$seconds"
  hold "$seconds" memory_is_scarce
  ! memory_is_scarce || die 'less than 10 % of the memory was left.'
}

# --- Disk ---
# Bytes in use and bytes left, as the agent counts them.
disk_space() { df --block-size=1 --output=used,avail "$1" | tail -n 1; }

disk_is_scarce() {
  local used left
  read -r used left < <(disk_space "$folder")
  ((left * 100 < (used + left) * (100 - MOST_PERCENT)))
}

disk() {
  local percent=${1:-85} seconds=${2:-600} folder=${3:-/var/tmp} used left more file
  number PERCENT "$percent" "$MOST_PERCENT"
  number SECONDS "$seconds" "$MOST_SECONDS"
  [[ -d $folder ]] || die "there is no folder $folder."
  read -r used left < <(disk_space "$folder")
  more=$(((used + left) * percent / 100 - used))
  ((more > 0)) || die "more than $percent % of the file system of $folder is in use already."
  file=$folder/alarm-responder-load-test.$$
  plan "write $((more / 1048576)) MB to $file, up to $percent %, for $seconds s"
  undo_later "$seconds" "rm -f ${file@Q}"
  fallocate --length "$more" "$file" 2> /dev/null || head -c "$more" /dev/zero > "$file" || die "could not write $file."
  hold "$seconds" disk_is_scarce
  ! disk_is_scarce || die "less than 10 % of the file system of $folder was left."
}

# --- Network ---
network() {
  local seconds=${1:-180} interface=${2:-} route back
  number SECONDS "$seconds" "$MOST_SECONDS"
  interface=${interface:-$(ip -o route show default | sed -n 's/.* dev \([^ ]*\).*/\1/p' | head -n 1)}
  [[ $interface ]] || die 'there is no default route: name the interface.'
  back="ip link set dev ${interface@Q} up"
  # The kernel forgets the way out when the interface goes down.
  while read -ra route; do
    back+="; for try in 1 2 3 4 5; do ip route replace ${route[*]@Q} dev ${interface@Q} && break; sleep 1; done"
  done < <(ip -o route show default dev "$interface")
  plan "take $interface down for $seconds s"
  undo_later "$seconds" "$back"
  ip link set dev "$interface" down || die "could not take $interface down; are you root?"
  hold "$seconds"
}

# --- Processes ---
unit_is_active() { systemctl is-active --quiet "$unit"; }

process() {
  local seconds=${1:-300} unit=${2:-} candidate
  number SECONDS "$seconds" "$MOST_SECONDS"
  for candidate in httpd apache2 nginx; do
    if [[ -z $unit ]] && systemctl is-active --quiet "$candidate"; then unit=$candidate; fi
  done
  [[ $unit ]] || die 'neither httpd nor apache2 nor nginx is active: name the unit.'
  unit_is_active || die "$unit is not active, so there is nothing to stop."
  plan "stop $unit for $seconds s, or until somebody starts it"
  undo_later "$seconds" "systemctl start ${unit@Q}"
  systemctl stop "$unit" || die "could not stop $unit; are you root?"
  SECONDS=0
  hold "$seconds" unit_is_active
  if unit_is_active; then echo "$unit is active again after $SECONDS s."; else echo "Nobody has started $unit."; fi
}

# --- Apache ---
# Each is refused and logged as an error by the configuration that Apache comes with; a page that is not there is not.
readonly REFUSED=(/.htaccess /.htpasswd /../../../etc/passwd)

apache() {
  local requests=${1:-100} port=${2:-80} i code
  local -A answers=()
  number REQUESTS "$requests" "$MOST_REQUESTS"
  number PORT "$port" 65535
  plan "send $requests requests that are refused to 127.0.0.1:$port"
  for ((i = 0; i < requests; i++)); do
    code=$(curl --silent --output /dev/null --max-time 5 --path-as-is --write-out '%{http_code}' \
      "http://127.0.0.1:$port${REFUSED[i % ${#REFUSED[@]}]}") || die "nothing answers on 127.0.0.1:$port."
    answers[$code]=$((${answers[$code]:-0} + 1))
    pause 0.02
  done
  for code in "${!answers[@]}"; do echo "${answers[$code]} answers $code"; done
}

# --- All ---
# In a subshell, which undoes what it did by itself.
run_step() {
  trap undo_all EXIT
  trap 'exit 143' TERM
  "$@"
}

all() {
  local seconds=${1:-300} failed=0 step
  number SECONDS "$seconds" "$MOST_SECONDS"
  for step in apache "cpu 65 $seconds" "cpu 85 $seconds" "memory 85 $seconds" "disk 85 $seconds" \
    "process $seconds" "network $seconds"; do
    echo "== $step"
    # shellcheck disable=SC2086 # A command and its arguments.
    run_step $step &
    undo=("kill $!; wait $!")
    wait "$!" || failed=$((failed + 1))
    undo=()
  done
  ((failed == 0)) || die "$failed of 7 could not be done."
}

((BASH_VERSINFO[0] >= 5)) || die "needs bash 5, not $BASH_VERSION."
dry_run=''
arguments=()
for argument in "$@"; do
  case $argument in
    --dry-run) dry_run=yes ;;
    --help | -h) wants_help=yes ;;
    *) arguments+=("$argument") ;;
  esac
done
command=${arguments[0]:-}
if [[ ${wants_help:-} ]]; then
  help_of "$command" || usage
  exit 0
fi
help_of "$command" > /dev/null || {
  usage >&2
  exit 2
}
"$command" "${arguments[@]:1}"
