/** Days of the longest trend that can be asked for; what only trends need is kept for so long. */
export const LONGEST_TREND = 730;
