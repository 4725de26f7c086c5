const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** Time of day to the second. @param at milliseconds since 1970 */
export const timeOf = (at: number): string => clock.format(new Date(at));
