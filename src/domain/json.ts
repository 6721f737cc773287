/** What JSON can hold; facts are JSON so that what proves an outcome can be stored as it was. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}
