import { describe, expect, test } from 'vitest';
import { HOUR } from '../../../src/domain/instant.ts';
import { detailsModal } from '../../../src/slack/views/details-modal.ts';
import { handoverMessage } from '../../../src/slack/views/handover.ts';
import { ownerModal, ownerSuggestionsMessage } from '../../../src/slack/views/owner-suggestions.ts';
import {
  claimDecidedMessage,
  claimMessage,
  someoneElseModal,
} from '../../../src/slack/views/ownership-claim.ts';
import { readinessCard } from '../../../src/slack/views/readiness-card.ts';
import {
  relabelDecidedMessage,
  relabelledMessage,
  relabelRequestMessage,
} from '../../../src/slack/views/relabel.ts';
import { keptModal, typedIn, upkeepModal } from '../../../src/slack/views/upkeep-modal.ts';
import { verifyModal } from '../../../src/slack/views/verify-modal.ts';
import type { ServiceLine } from '../../../src/use-cases/list-services.ts';
import type { DependenciesView } from '../../../src/use-cases/show-dependencies.ts';
import { expectGoodMessage, expectGoodModal, poisoned, survivesHostileText } from '../../support/hostile.ts';
import {
  handover,
  kept,
  ownerSuggestions,
  ownershipClaim,
  relabelled,
  relabelling,
  upkeepDraft,
  verificationDraft,
} from '../../support/literal-upkeep.ts';
import { sketch } from '../../support/sketch.ts';
import { card, details, level, NOW, serviceLine } from '../../support/view-models.ts';

const KEEP = ['field', 'kind', 'state'];
/** Ids ride in `private_metadata`, and are slugs. */
const IDS = [...KEEP, 'id'];
/** Names of labels in lists. */
const LABELS = [...KEEP, '0', '1', '2'];
const CARD = readinessCard(card(), { now: NOW });
const many = <T>(one: (nth: number) => T) => Array.from({ length: 200 }, (_, nth) => one(nth));

describe('the modal of a service', () => {
  test('shows what a file says with its place, and asks for the rest', () => {
    const modal = upkeepModal(upkeepDraft({}, ['id', 'name', 'tier']));
    expectGoodModal(modal);
    const blocks = modal.blocks.map(({ block_id }) => block_id).filter((id) => id !== undefined);
    expect(blocks).not.toContain('name');
    expect(blocks).not.toContain('tier');
    expect(blocks).toEqual(expect.arrayContaining(['team', 'channel', 'runbook', 'depends_on', 'reason']));
    expect(sketch(modal)).toContain('From catalog/shop.yml:12, and changed there.');
    expect(JSON.stringify(modal)).toContain('Bo and Vera will be asked then');
    expect(sketch(modal)).toContain('Remove it there');
    expect(sketch(modal)).not.toContain('Archive →');
  });

  test('registered in Slack can be archived; where all labels are a file’s no reason is asked for', () => {
    expect(sketch(upkeepModal(upkeepDraft({ mayArchive: true, removedAt: null })))).toContain(
      '[Archive → archive payments-api]',
    );
    const held = upkeepModal(upkeepDraft({}, ['id', 'tier', 'lifecycle', 'type']));
    expect(held.blocks.some(({ block_id }) => block_id === 'reason')).toBe(false);
  });

  test('of 200 tiers is one that Slack takes', () => {
    expectGoodModal(
      upkeepModal(upkeepDraft({ tiers: many((nth) => ({ id: `tier-${nth}`, name: `Tier ${nth}` })) })),
    );
  });

  test('tells what counts now and what waits for whom', () => {
    const to = { tier: 'tier-2', lifecycle: 'production', type: 'service' };
    const done = kept({
      relabelling: { to, eased: ['tier'], deciders: ['Bo'] },
      claimed: { id: 'search', name: 'Search' },
    });
    const modal = keptModal(done, CARD, false);
    expectGoodModal(modal);
    expect(sketch(modal)).toContain('Saved: channel.');
    expect(sketch(modal)).toContain('Bo is asked about tier. Until then it stays as before.');
    expect(sketch(modal)).toContain('Search is asked whether it is theirs.');
  });

  test('gives back what was typed, the team by its own block', () => {
    expect(typedIn({ team: ['search'], name: ['Finder'], reason: ['x'], tier: [] })).toEqual({
      name: 'Finder',
      owner: 'search',
      tier: '',
    });
  });

  survivesHostileText((text) => {
    const asked = { to: relabelling().to, byName: 'Ana' };
    const draft = poisoned(upkeepDraft({ mayArchive: true, asked }, ['id', 'name', 'system']), text, IDS);
    // What is typed is given back as it is: an input's value means nothing but itself.
    const fields = draft.fields.map((one) => (one.heldBy === null ? { ...one, value: 'x' } : one));
    return upkeepModal({ ...draft, fields });
  });
});

describe('a claim', () => {
  test('is answered with Confirm, Not us or Someone else, and tells what speaks for it', () => {
    const message = claimMessage(ownershipClaim());
    expectGoodMessage(message);
    const drawn = sketch(message);
    for (const button of [
      'Confirm → claim-confirm c1',
      'Not us → claim-not-us c1',
      'Someone else → claim-other c1',
    ])
      expect(drawn).toContain(button);
    expect(drawn).toContain('CODEOWNERS names @acme/payments');
  });

  test('of nobody by name cannot be confirmed; one that is decided has no answers, and says where a file stands', () => {
    expect(sketch(claimMessage(ownershipClaim({ team: null })))).not.toContain('claim-confirm');
    const done = ownershipClaim({
      state: 'accepted',
      decidedByName: 'Bo',
      decidedAt: NOW,
      heldBy: 'catalog/a.yml:3',
    });
    const drawn = sketch(claimMessage(done));
    expect(drawn).not.toContain('claim-');
    expect(drawn).toContain('That stands in catalog/a.yml:3');
    expectGoodMessage(claimDecidedMessage(done));
  });

  survivesHostileText((text) => claimMessage(poisoned(ownershipClaim(), text, KEEP)));
  survivesHostileText((text) =>
    claimDecidedMessage(poisoned(ownershipClaim({ state: 'declined' }), text, KEEP)),
  );
  survivesHostileText((text) => someoneElseModal(poisoned(ownershipClaim(), text, IDS)));
});

describe('whose a service probably is', () => {
  test('says how likely, and why', () => {
    const modal = ownerModal(ownerSuggestions({ asked: [{ id: 'risk', name: 'Risk' }] }));
    expectGoodModal(modal);
    expect(sketch(modal)).toContain('*Payments* · very likely (85 %)');
    expect(sketch(modal)).toContain('[Ask them → claim-ask:0 payments-api payments]');
    expect(sketch(modal)).toContain('Asked already, and not answered: Risk.');
    expectGoodModal(ownerModal(ownerSuggestions({ suggestions: [] })));
  });

  test('of 200 services is a page with one press for all that are likely', () => {
    const page = { items: many(() => ownerSuggestions()).slice(0, 10), total: 200 };
    const message = ownerSuggestionsMessage({ page, offset: 10, askable: 150 });
    expectGoodMessage(message);
    expect(sketch(message)).toContain('[Ask 150 teams → claim-ask-all]');
    expect(ownerSuggestionsMessage({ page: { items: [], total: 0 }, offset: 0, askable: 0 }).text).toBe(
      'Every service has an owner.',
    );
  });

  survivesHostileText((text) =>
    ownerModal(poisoned(ownerSuggestions({ asked: [{ id: 'x', name: 'X' }] }), text, IDS)),
  );
  survivesHostileText((text) => {
    const items = Array.from({ length: 10 }, () => poisoned(ownerSuggestions(), text, KEEP));
    return ownerSuggestionsMessage({ page: { items, total: 200 }, offset: 0, askable: 9 });
  });
});

describe('labels that ask less', () => {
  test('are asked about with the reason, and decided once', () => {
    const drawn = sketch(relabelRequestMessage(relabelling()));
    expect(drawn).toContain('tier tier-1 → tier-2');
    expect(drawn).toContain('[Approve → relabel-approve r1] [Deny → relabel-deny r1]');
    const denied = relabelling({ state: 'denied', decidedByName: 'Bo', decidedAt: NOW });
    expect(sketch(relabelRequestMessage(denied))).not.toContain('relabel-');
    expect(relabelDecidedMessage(denied).text).toContain('Denied by Bo');
  });

  test('tell when that was in words that stay true, however long the message stands there', () => {
    const asked = relabelling({ at: NOW - HOUR });
    expect(sketch(relabelRequestMessage(asked))).toMatch(
      /\. <!date\^1773304860\^Asked \{date_short_pretty\} at \{time\}\|Asked 12 March 2026 at 08:41 UTC>\n/,
    );
    const denied = { ...asked, state: 'denied' as const, decidedByName: 'Bo', decidedAt: NOW };
    for (const drawn of [relabelRequestMessage(denied), relabelDecidedMessage(denied)]) {
      expect(sketch(drawn)).toContain('|Asked 12 March 2026 at 08:41 UTC>, <!date^1773308460^decided {date');
      expect(sketch(drawn)).not.toMatch(/just now|ago/);
    }
  });

  test('of 200 services in a file are one message', () => {
    const message = relabelledMessage(relabelled(200));
    expectGoodMessage(message);
    expect(sketch(message)).toContain('and 175 more');
  });

  survivesHostileText((text) => relabelRequestMessage(poisoned(relabelling(), text, LABELS)));
  survivesHostileText((text) =>
    relabelDecidedMessage(poisoned(relabelling({ state: 'denied' }), text, LABELS)),
  );
  survivesHostileText((text) => relabelledMessage({ ...poisoned(relabelled(40), text, LABELS), at: NOW }));
});

describe('a handover', () => {
  test('of 200 services is one message, which says until when nobody is reminded', () => {
    const message = handoverMessage(handover(200));
    expectGoodMessage(message);
    expect(sketch(message)).toContain('and 175 more');
    expect(sketch(message)).toContain('Nobody is reminded of what they lack before');
    expect(sketch(handoverMessage(handover(1)))).toContain('[Not ours → claim-new:1 service-0]');
  });

  survivesHostileText((text) => handoverMessage(poisoned(handover(40), text, KEEP)));
});

describe('the verification', () => {
  test('shows what is to be true with one press, and who said so last', () => {
    const modal = verifyModal(verificationDraft(), NOW);
    expectGoodModal(modal);
    expect(modal.submit?.text).toBe('All still true');
    expect(sketch(modal)).toContain('[Correct something → edit payments-api]');
    expect(sketch(verifyModal(verificationDraft({ mayEdit: false, last: null }), NOW))).toContain(
      'Nobody has verified it yet.',
    );
  });

  test('with 200 links is one that Slack takes', () => {
    const links = many((nth) => ({
      type: 'docs',
      title: `Page ${nth}`,
      url: `https://wiki.acme.test/${'x'.repeat(300)}${nth}`,
    }));
    expectGoodModal(verifyModal(verificationDraft({ links }), NOW));
  });

  survivesHostileText((text) => verifyModal(poisoned(verificationDraft(), text, IDS), NOW));
});

test('the card offers Edit and the verification to whoever may, and asks whose it is where nobody answers', () => {
  const may = { ...card().may, edit: true, verify: true };
  const drawn = sketch(readinessCard(card('payments-api', { may }), { now: NOW }));
  expect(drawn).toContain('Edit → edit payments-api, Still true? → verify payments-api');
  expect(sketch(readinessCard(card('x', { may: { ...may, claim: true } }), { now: NOW }))).toContain(
    'Whose is it? → claim-new x',
  );
});

describe('the dependencies', () => {
  const line = (id: string): ServiceLine => serviceLine(id);
  const view: DependenciesView = {
    ...{ unsaid: false, up: [line('ledger')], down: [line('shop'), line('app')] },
    weakest: { services: 4, level: level('bronze'), ids: ['ledger', 'vault'] },
  };
  const target = { service: 'payments-api', tab: 'needs', offset: 0 } as const;

  test('stand up and down, with the lowest level among all that it stands on', () => {
    const modal = detailsModal({ ...details('payments-api'), dependencies: view }, target, NOW);
    expectGoodModal(modal);
    expect(sketch(modal)).toContain('*It needs* · 1 service');
    expect(sketch(modal)).toContain(
      'It stands on 4 services in all; the lowest level among them is 🥉 Bronze: ledger and vault',
    );
    expect(sketch(modal)).toContain('*Needed by* · 2 services');
  });

  test('of 200 are pages that Slack takes; none says how to tell them', () => {
    const up = many((nth) => line(`service-${nth}`));
    expectGoodModal(detailsModal({ ...details('x'), dependencies: { ...view, up, down: up } }, target, NOW));
    expect(sketch(detailsModal(details('x'), target, NOW))).toContain('`depends_on` tells it');
  });

  survivesHostileText((text) =>
    detailsModal({ ...details('x'), dependencies: poisoned(view, text, ['bar']) }, target, NOW),
  );
});
