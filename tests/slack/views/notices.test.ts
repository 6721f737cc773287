import { describe, expect, test } from 'vitest';
import {
  broken,
  loadingModal,
  noticeModal,
  refusal,
  stillWorking,
  vendorTrouble,
} from '../../../src/slack/views/notices.ts';
import { expectGoodMessage, expectGoodModal, survivesHostileText } from '../../support/hostile.ts';

test('a refusal is said word for word', () => {
  expect(refusal('There is no service “x”. Type `/ready list` to find it.').text).toBe(
    'There is no service “x”. Type `/ready list` to find it.',
  );
});

test('our bug names its reference, and that nothing was lost', () => {
  expect(broken('7f3a').text).toBe(
    'Something broke (ref 7f3a). Nothing was lost. Try again; if it stays, give this reference to whoever runs me.',
  );
});

test('each fits a message and a modal', () => {
  for (const message of [stillWorking(), broken('7f3a'), vendorTrouble('GitHub', 'It answers 500.')]) {
    expectGoodMessage(message);
    expectGoodModal(noticeModal('payments-api', message));
  }
  expectGoodModal(loadingModal('payments-api'));
});

describe('a refusal', () => {
  survivesHostileText((text) => refusal(`There is no “${text}”.`));
});

describe('a vendor’s trouble', () => {
  survivesHostileText((text) => vendorTrouble(text, text));
});

describe('a modal’s title', () => {
  survivesHostileText((text) => loadingModal(text));
});
