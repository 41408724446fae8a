/** The two clocks of every number, in words. */
export function Clocks() {
  return (
    <dl className="grid grid-cols-[4rem_minmax(0,40rem)] gap-x-3 gap-y-1.5 px-gutter py-4">
      <dt className="text-subtle">Scanned</dt>
      <dd>
        when the <b className="font-strong">node</b> last ran Patch Manager. Only a new scan makes
        it newer.
      </dd>
      <dt className="text-subtle">Read</dt>
      <dd>
        when <b className="font-strong">Patchboard</b> last asked SSM. A sweep reads again; it scans
        no node.
      </dd>
    </dl>
  );
}
