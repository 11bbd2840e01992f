/**
 * The peak of a process' resident memory in KiB, as an expression to run in it. On Linux not
 * `resourceUsage().maxRSS`: that begins with the peak of the process that started it.
 */
export const PEAK_KIB = `(process.platform === 'linux'
  ? Number(/VmHWM:\\s+(\\d+)/.exec(process.getBuiltinModule('node:fs').readFileSync('/proc/self/status', 'utf8'))[1])
  : process.resourceUsage().maxRSS)`;
