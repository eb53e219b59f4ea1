#!/bin/sh
# Gives the CloudWatch agent the configuration in a parameter of Systems Manager. SSM runs it as root, every day.
#
# An agent that runs with it already is left alone: in the gap of a restart alarms would take its processes for dead.
# Arguments: the parameter's name and the SHA-256 of its value. Exit status: 0 the agent runs with it, 1 it does not.
set -u

parameter=$1
sha256=$2
home=${AGENT_HOME:-/opt/aws/amazon-cloudwatch-agent}
ctl=$home/bin/amazon-cloudwatch-agent-ctl
# Where the agent keeps the parameter's value, as it has read it.
file=$home/etc/amazon-cloudwatch-agent.d/ssm_$parameter

runs_with_it() {
  echo "$sha256  $file" | sha256sum --check --status 2> /dev/null || return 1
  "$ctl" -a status | grep --quiet '"status": "running"'
}

if runs_with_it; then
  echo "The agent runs with $parameter already."
  exit 0
fi

"$ctl" -a fetch-config -m ec2 -s -c "ssm:$parameter"
if runs_with_it; then
  echo "The agent runs with $parameter now."
  exit 0
fi
echo "The agent does not run with $parameter: see above, and $home/logs/amazon-cloudwatch-agent.log."
exit 1
