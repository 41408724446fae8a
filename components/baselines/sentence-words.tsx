import type { Sentence } from "@/lib/domain/sentence";
import { foldSentence } from "./fold-sentence";
import { InlineMore } from "./inline-more";

/** The parts of a sentence with the place where each begins. */
function placed(sentence: Sentence) {
  let at = 0;
  return sentence.map((part) => {
    const from = at;
    at += part.text.length + 1;
    return { ...part, from };
  });
}

function Parts({ parts }: { parts: Sentence }) {
  return placed(parts).map(({ text, strong, from }) =>
    strong ? (
      <b key={from} className="font-strong text-ink">
        {text}
      </b>
    ) : (
      text
    ),
  );
}

/** A sentence with what was filled in emphasised; the rest of a long list opens where it stands. */
export function SentenceWords({ sentence }: { sentence: Sentence }) {
  return foldSentence(sentence).map((piece) =>
    piece.kind === "said" ? (
      <Parts key={piece.at} parts={piece.parts} />
    ) : (
      <span key={piece.at}>
        {" "}
        <InlineMore summary={`and ${piece.count} more`}>
          : <Parts parts={piece.parts} />
        </InlineMore>
      </span>
    ),
  );
}
