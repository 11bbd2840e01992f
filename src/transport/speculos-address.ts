/** Where Speculos listens unless it is told otherwise. */
export const SPECULOS_URL = 'http://127.0.0.1:5000';
