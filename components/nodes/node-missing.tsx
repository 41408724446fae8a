import { EmptyNote } from "@/components/ui/empty-note";
import { nodeResolverPage, nodesPage } from "@/lib/api/addresses";
import { accountWords } from "@/lib/domain/source-words";

interface Place {
  readonly account: string;
  readonly alias: string | null;
  readonly region: string;
}

interface NodeMissingProps {
  readonly instanceId: string;
  /** Where it was looked for. */
  readonly searched: readonly Place[];
  /** Where it could not be looked for, so that it may be there. */
  readonly unread?: readonly Place[];
}

function Places({ places }: { places: readonly Place[] }) {
  return (
    <ul className="mt-1 list-disc pl-4">
      {places.map(({ account, alias, region }) => (
        <li key={`${account}/${region}`}>
          {accountWords(account, alias)}, {region}
        </li>
      ))}
    </ul>
  );
}

/** No managed node has this id where it was looked for. */
export function NodeMissing({ instanceId, searched, unread = [] }: NodeMissingProps) {
  const isUnread = ({ account, region }: Place) =>
    unread.some((place) => place.account === account && place.region === region);
  const known = searched.filter((place) => !isUnread(place));
  return (
    <EmptyNote
      level={1}
      title={
        unread.length === 0
          ? `No managed node ${instanceId}`
          : `Node ${instanceId} was not found yet`
      }
    >
      {known.length === 0 ? null : (
        <>
          <p>AWS Systems Manager doesn’t know it in:</p>
          <Places places={known} />
        </>
      )}
      {unread.length === 0 ? null : (
        <>
          <p className="mt-3 font-medium text-st-missing-text">
            It may be where SSM couldn’t be read:
          </p>
          <Places places={unread} />
        </>
      )}
      <p className="mt-3">
        It may have been terminated, belong to another account or Region, or its SSM Agent never
        registered.
      </p>
      <p className="mt-3 flex gap-4">
        {searched.length === 1 ? (
          <a className="font-medium text-accent" href={nodeResolverPage(instanceId)}>
            Look for it everywhere
          </a>
        ) : null}
        <a className="font-medium text-accent" href={nodesPage}>
          All nodes
        </a>
      </p>
    </EmptyNote>
  );
}
