/** A schema of the contract, by the one thing that is asked of it here. */
export interface StoredSchema<Value> {
  safeParse(value: unknown): {success: true; data: Value} | {success: false};
}

/** What a stored text says, over what it leaves out; null when it is no longer what the schema knows. */
export function readStored<Value>(schema: StoredSchema<Value>, text: string, leftOut: object = {}): Value | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const parsed = schema.safeParse({...leftOut, ...value});
  return parsed.success ? parsed.data : null;
}
