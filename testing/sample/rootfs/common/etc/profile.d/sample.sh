# A prompt that a test can wait for, and no control sequences around it.
case "$(tty)" in
  /dev/ttyS*)
    PS1='sample# '
    [ -z "${BASH_VERSION:-}" ] || bind 'set enable-bracketed-paste off' 2>/dev/null
    ;;
esac
