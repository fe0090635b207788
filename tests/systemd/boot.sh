#!/bin/bash
# Starts a real systemd as process 1 of namespaces of its own, over a copy-on-write view of this machine, with the
# units as installed and nothing else; it runs `tests/systemd/run --inside`. Called by tests/systemd/run, as root:
#   unshare --fork --kill-child --pid --mount --uts --ipc --net --cgroup boot.sh WORK STAGE RUN OUT
# WORK: empty folder. STAGE: what `make install` puts. RUN: the test program. OUT: file that takes what it prints.
set -e
work=$1 stage=$2 run=$3 out=$4
mount --make-rprivate /
mount -t tmpfs tmpfs "$work"
mkdir "$work/upper" "$work/work" "$work/root"
root=$work/root
mount -t overlay overlay -o "lowerdir=/,upperdir=$work/upper,workdir=$work/work" "$root"
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/run"
mount --rbind /tmp "$root/tmp"
mount -t sysfs sysfs "$root/sys"
mount -t tmpfs tmpfs "$root/sys/fs/cgroup"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mount -t tmpfs tmpfs "$root/dev"
for d in null zero full random urandom tty; do
	touch "$root/dev/$d"
	mount --bind "/dev/$d" "$root/dev/$d"
done
mkdir "$root/dev/shm" "$root/dev/pts" "$root/dev/mqueue" "$root/dev/hugepages"
mount -t tmpfs tmpfs "$root/dev/shm"
mount -t devpts devpts "$root/dev/pts" -o newinstance,ptmxmode=0666
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
cp -r "$stage/." "$root/"
rm -rf "$root"/etc/systemd/system/* "$root"/etc/plic "$root"/var/lib/plic
mount -t tmpfs tmpfs "$root/lib/systemd/system-generators"

units=$root/run/units
mkdir "$units"
cp "$stage"/usr/local/lib/systemd/system/plic* "$units/"
for t in basic sysinit shutdown multi-user timers network-online network nss-lookup time-sync sockets; do
	printf '[Unit]\nDescription=%s\n' $t >"$units/$t.target"
done
# No journal here; and no waiting for restarts.
for s in plic.service plic@.service plic-daily.service; do
	mkdir "$units/$s.d"
	printf '[Service]\nStandardError=append:/run/plic.log\n' >"$units/$s.d/test.conf"
done
printf 'RestartSec=100ms\n' >>"$units/plic.service.d/test.conf"
cat >"$units/test.service" <<UNIT
[Unit]
DefaultDependencies=no
[Service]
Type=oneshot
ExecStart=$run --inside
Environment=PYTHONDONTWRITEBYTECODE=1
PassEnvironment=PATH B PLIC
StandardOutput=append:$out
StandardError=append:$out
TimeoutStartSec=120
UNIT
printf '[Unit]\nWants=test.service\n' >"$units/first.target"

ip link set lo up
cd "$root"
mkdir -p run/old
pivot_root . run/old
umount -l /run/old
echo booting >>"$out"
export container=test SYSTEMD_UNIT_PATH=/run/units
exec /lib/systemd/systemd --system --unit=first.target --log-target=null --log-color=0 --show-status=0
