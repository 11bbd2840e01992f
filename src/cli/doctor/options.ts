/** Options of `doctor` as the parser hands them over. */

export interface DoctorOptions {
  readonly json?: true;
}
