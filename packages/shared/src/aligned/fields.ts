/** Fields of every answer: nobody should guess a type other than the one that is said (CWE-430, no script from an echo). */
export const COMMON_FIELDS = { 'x-content-type-options': 'nosniff' } as const;
