#!/bin/sh
# Goal: the program is hardened: what can be had from the compiler and the linker is in the binary.
#
#   tests/installed/hardening.sh VERREKEN ROOT OPTIMISED      OPTIMISED: true, or false
exe=${1:?usage: hardening.sh VERREKEN ROOT OPTIMISED} root=${2:?root} optimised=${3:?true or false}
. "$root/tests/command/tap.sh"
if ! command -v readelf >/dev/null; then
    skip 'the binary is hardened' 'no readelf'
    finish
fi
export LC_ALL=C
readelf -W -h -l -d -n "$exe" >elf 2>/dev/null
readelf -W --dyn-syms "$exe" >symbols 2>/dev/null

has() { # FILE PATTERN
    grep -qE -- "$2" "$1" && return 0
    echo "no line like: $2"
    return 1
}
lacks() { # FILE PATTERN
    ! grep -E -- "$2" "$1"
}

pie() { has elf '^ *Type: +DYN' && has elf 'FLAGS_1.*PIE'; }
check 'at an address that is not known beforehand (PIE)' pie
relro() { has elf '^ *GNU_RELRO ' && has elf 'FLAGS.* BIND_NOW|FLAGS_1.*NOW'; }
check 'its tables of functions are filled at the start, then read-only (RELRO, BIND_NOW)' relro
stack() { has elf '^ *GNU_STACK .* RW +0x' && lacks elf '^ *(LOAD|GNU_STACK) .* RWE '; }
check 'no memory that is written can be run, the stack neither (NX)' stack
check 'guards on the stack' has symbols '__stack_chk_fail'
check 'libraries where the system has them (no RPATH)' lacks elf '\((RPATH|RUNPATH)\)'
check 'nothing of it is changed to load it (no TEXTREL)' lacks elf 'TEXTREL'
if [ "$optimised" = true ]; then
    check 'calls that write memory are checked (FORTIFY)' has symbols ' __v?snprintf_chk'
else
    skip 'calls that write memory are checked (FORTIFY)' 'a build without optimisation'
fi
finish
