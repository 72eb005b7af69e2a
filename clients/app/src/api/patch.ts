/** A tree with a JSON merge patch applied (RFC 7396): null takes a key away, an object is merged, anything else replaces. */
export function patched<T>(tree: T, patch: unknown): T {
  if (!isObject(patch)) return patch as T
  const next: Record<string, unknown> = isObject(tree) ? { ...tree } : {}
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete next[key]
    else next[key] = patched(next[key], value)
  }
  return next as T
}

function isObject(tree: unknown): tree is Record<string, unknown> {
  return typeof tree === 'object' && tree !== null && !Array.isArray(tree)
}
