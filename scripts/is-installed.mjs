// @ts-check

/** @typedef {{ version?: string; integrity?: string; optional?: boolean; devOptional?: boolean; link?: boolean }} LockedPackage */
/** @typedef {{ packages?: Record<string, LockedPackage> }} Lock */

/**
 * Whether node_modules holds what the lock file says. npm leaves its own account of what it installed beside the packages; times
 * of files say nothing after a `git checkout`. An optional package may be missing: it is for another system.
 * @param {Lock} lock package-lock.json
 * @param {Lock} installed node_modules/.package-lock.json
 */
export function isInstalled(lock, installed) {
  const present = installed.packages ?? {};
  return Object.entries(lock.packages ?? {}).every(([path, wanted]) => {
    if (path === "" || wanted.link) return true;
    const found = present[path];
    if (!found) return Boolean(wanted.optional ?? wanted.devOptional);
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}
