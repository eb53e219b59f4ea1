#!/bin/sh
# Restarts a systemd unit that is dead, and proves that it lives. SSM runs it as root, with the unit as the one argument.
#
# A dead agent makes the metric of a living process disappear too, so a unit that is active is left alone.
# The first line of output is for the machine: `outcome=… state=… pid=… seconds=…`; what follows is for people.
# Exit status: 0 active (again or still), 1 not active, 2 no such unit.
set -u

unit=$1
wait_seconds=${RESTART_WAIT_SECONDS:-30}
pause=${RESTART_PAUSE_SECONDS:-1}

# Not `--value`: Amazon Linux 2 has a systemd that does not know it.
property() { systemctl show --property="$1" "$unit" | cut -d = -f 2-; }

elapsed() { echo $(($(date +%s) - started)); }

report() { echo "outcome=$1 state=$(property ActiveState) pid=$(property MainPID) seconds=$2"; }

# Active, and still the same process after a moment: what starts and dies at once is not alive.
holds() {
  systemctl is-active --quiet "$unit" || return 1
  pid_before=$(property MainPID)
  sleep "$pause"
  systemctl is-active --quiet "$unit" && [ "$(property MainPID)" = "$pid_before" ]
}

if [ "$(property LoadState)" != loaded ]; then
  report unknown-unit 0
  echo "systemd knows no unit $unit on this instance (LoadState: $(property LoadState))."
  exit 2
fi

if systemctl is-active --quiet "$unit"; then
  report already-active 0
  exit 0
fi

# A unit that failed too often in a row is refused a start until this is forgotten.
systemctl reset-failed "$unit" 2> /dev/null
started=$(date +%s)
# Not waited for: a unit that never says that it is ready would hold us longer than we may take.
systemctl restart --no-block "$unit"

while [ "$(elapsed)" -lt "$wait_seconds" ]; do
  sleep "$pause"
  if holds; then
    report restarted "$(elapsed)"
    exit 0
  fi
  [ "$(property ActiveState)" = failed ] && break
done

report failed "$(elapsed)"
journalctl --unit "$unit" --lines 20 --no-pager --output short-iso
exit 1
