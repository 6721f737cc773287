import { describe, expect, test } from 'vitest';
import { type Answer, answerIn, worldOf } from '../../support/judging.ts';

const world = worldOf({
  service: {
    id: 'shop',
    tier: 'tier-1',
    channel: '#team-shop',
    tags: ['go', 'pci'],
    links: [
      { type: 'runbook', title: 'Runbook', url: 'https://x.test/r' },
      { type: 'logs', title: 'Logs', url: 'https://x.test/l' },
    ],
    link: { runbook: 'https://x.test/r' },
    annotations: { 'pagerduty.com/service-id': 'P1', constructor: 'odd' },
    depends_on: [],
  },
  git: { last_commit_at: '2026-03-05T12:00:00Z', archived: false, licence: 'MIT' },
  coverage: { percent: 85, change: -0.5 },
  vcs: { pull_requests: { open: 7, drafts: 2 } },
  incidents: {
    recent: [
      { began_at: '2026-03-09T12:00:00Z', urgency: 'high' },
      { began_at: '2026-02-01T12:00:00.5+01:00', urgency: 'low' },
    ],
  },
  deploys: { environments: { staging: { at: '2026-03-10T11:00:00Z', status: 'succeeded' } } },
  custom: {
    n: 7,
    half: 3.5,
    zero: 0,
    text: 'Grüße 👋',
    flag: true,
    nothing: null,
    list: [1, 2, 3],
    mixed: [1, 'a', null],
    deep: { er: { value: 1 } },
    'load-test': { passed: true },
    date: '2026-03-01',
    same: { b: [1, { c: 2 }], a: 'x' },
    also: { a: 'x', b: [1, { c: 2 }] },
    entries: [{ a: 1 }, { constructor: 'odd' }],
    plain: [{ a: 1 }],
    lists: [[1, 2]],
  },
});

function group(name: string, cases: readonly (readonly [string, Answer])[]): void {
  describe(name, () => {
    test.each(cases)('%s is %s', (expression, answer) => {
      expect(answerIn(world, expression)).toBe(answer);
    });
  });
}

group('numbers are one kind, as in JSON', [
  ['coverage.percent == 85', 'yes'],
  ['coverage.percent >= 85', 'yes'],
  ['85 == coverage.percent', 'yes'],
  ['coverage.percent != 85', 'no'],
  ['coverage.percent + 1 > 85.5', 'yes'],
  ['2 * coverage.percent == 170', 'yes'],
  ['coverage.percent in [80, 85]', 'yes'],
  ['coverage.change < 0', 'yes'],
  ['-coverage.change == 0.5', 'yes'],
  ['custom.n == 7.0', 'yes'],
  ['custom.n > 6', 'yes'],
  ['6 < custom.n', 'yes'],
  ['custom.half * 2 == custom.n', 'yes'],
]);

group('whole numbers divide as CEL says, others as people think', [
  ['vcs.pull_requests.open / vcs.pull_requests.drafts == 3', 'yes'],
  ['-vcs.pull_requests.open / vcs.pull_requests.drafts == -3', 'yes'],
  ['vcs.pull_requests.open % vcs.pull_requests.drafts == 1', 'yes'],
  ['double(vcs.pull_requests.open) / vcs.pull_requests.drafts == 3.5', 'yes'],
  ['custom.n / 2 == 3.5', 'yes'],
  ['(vcs.pull_requests.open + 0.5) / 2 == 3.75', 'yes'],
  ['(vcs.pull_requests.open * coverage.change) / 7 == -0.5', 'yes'],
  ['custom.n / custom.zero > 0', 'error'],
  ['vcs.pull_requests.open / (vcs.pull_requests.drafts - 2) > 0', 'error'],
  ['9007199254740991 + vcs.pull_requests.open > 0', 'error'],
]);

group('conversions', [
  ['int("42") == 42', 'yes'],
  ['int(3.9) == 3 && int(-3.9) == -3', 'yes'],
  ['int("4 2") == 42', 'error'],
  ['double("1.5") == 1.5', 'yes'],
  ['double("x") == 1.5', 'error'],
  ['string(custom.n) == "7"', 'yes'],
  ['string(true) == "true"', 'yes'],
  ['bool("True") && !bool("f")', 'yes'],
  ['bool("yes")', 'error'],
  ['dyn(custom.n) == 7', 'yes'],
]);

group('texts', [
  ['service.channel.startsWith("#team-")', 'yes'],
  ['service.channel.endsWith("shop")', 'yes'],
  ['service.channel.contains("am-s")', 'yes'],
  ['service.tier < "tier-2"', 'yes'],
  ['size(custom.text) == 7', 'yes'],
  ['"ÄBC".lowerAscii() == "Äbc"', 'yes'],
  ['"äbc".upperAscii() == "äBC"', 'yes'],
  ['" x ".trim() == "x"', 'yes'],
  ['service.channel.indexOf("-") == 5', 'yes'],
  ['service.channel.indexOf("-", 6) == -1', 'yes'],
  ['service.channel.indexOf("-", 99) == -1', 'error'],
  ['"abcabc".lastIndexOf("b") == 4', 'yes'],
  ['service.channel.substring(6) == "shop"', 'yes'],
  ['service.channel.substring(1, 5) == "team"', 'yes'],
  ['service.channel.substring(5, 1) == "team"', 'error'],
  ['"a,b,c".split(",").size() == 3', 'yes'],
  ['"a,b,c".split(",", 2) == ["a", "b,c"]', 'yes'],
  ['service.tags.join("+") == "go+pci"', 'yes'],
  ['custom.mixed.join(",") == "x"', 'error'],
  ['service.tier + "x" == "tier-1x"', 'yes'],
  ['custom.text == 3', 'no'],
  ['custom.text < 3', 'error'],
]);

group('patterns match anywhere in the text', [
  ['service.channel.matches("^#team-")', 'yes'],
  ['service.channel.matches("shop")', 'yes'],
  ['service.channel.matches("^shop")', 'no'],
  ['service.channel.matches("(?i)SHOP$")', 'yes'],
  ['service.channel.matches(custom.text)', 'no'],
  ['service.channel.matches("(" + service.tier)', 'error'],
  ['custom.n.matches("7")', 'error'],
]);

group('lists and maps', [
  ['service.links.exists(l, l.type == "runbook")', 'yes'],
  ['service.links.all(l, l.url.startsWith("https://"))', 'yes'],
  ['service.links.exists_one(l, l.type == "logs")', 'yes'],
  ['service.links.filter(l, l.type == "logs").size() == 1', 'yes'],
  ['size(service.links.filter(l, l.type == "logs")) == 1', 'yes'],
  ['service.links.map(l, l.type) == ["runbook", "logs"]', 'yes'],
  ['service.links.map(l, l.type == "logs", l.title) == ["Logs"]', 'yes'],
  ['service.links[0].type == "runbook"', 'yes'],
  ['service.links[2].type == "runbook"', 'missing'],
  ['service.links[-1].type == "runbook"', 'missing'],
  ['"pci" in service.tags', 'yes'],
  ['service.tier in ["tier-1", "tier-2"]', 'yes'],
  ['service.depends_on.size() == 0', 'yes'],
  ['service.tags + ["x"] == ["go", "pci", "x"]', 'yes'],
  ['has(service.link.runbook) && !has(service.link.logs)', 'yes'],
  ['service.annotations["pagerduty.com/service-id"] == "P1"', 'yes'],
  ['service.annotations.exists(k, k.startsWith("pagerduty.com/"))', 'yes'],
  ['deploys.environments["staging"].status == "succeeded"', 'yes'],
  ['deploys.environments.exists(e, deploys.environments[e].at > now - duration("2h"))', 'yes'],
  ['service.links.exists(l, service.tags.exists(t, l.title.contains(t)))', 'no'],
  ['service.links.exists(l, service.tags.all(t, t != l.type))', 'yes'],
  ['{"a": 1}["a"] == 1', 'yes'],
  ['{"a": custom.n}.a == 7', 'yes'],
  ['{"a": 1, "a": 2}.size() == 1', 'error'],
  ['custom.same == custom.also', 'yes'],
  ['custom.same != custom.deep', 'yes'],
  ['{"b": 1} in custom.list', 'no'],
]);

group('below custom anything goes', [
  ['custom.deep.er.value == 1', 'yes'],
  ['custom.deep["er"].value == 1', 'yes'],
  ['custom["load-test"].passed', 'yes'],
  ['custom["load-test"].passed == true', 'yes'],
  ['"load-test" in custom', 'yes'],
  ['custom.flag', 'yes'],
  ['custom.nothing == null', 'yes'],
  ['has(custom.nothing)', 'yes'],
  ['custom.nothing.x == 1', 'missing'],
  ['custom.list.exists(x, x == 2)', 'yes'],
  ['custom.n.x == 1', 'missing'],
  ['custom.list[1] == 2', 'yes'],
  ['custom.list["x"] == 2', 'missing'],
  ['custom.n', 'error'],
  ['attested["drill"].by == "ana"', 'missing'],
]);

group('names that objects inherit are facts like others', [
  ['service.annotations["constructor"] == "odd"', 'yes'],
  ['has(service.annotations.toString)', 'no'],
  ['custom.constructor == 1', 'missing'],
  ['custom.list.exists(x, has(custom.valueOf))', 'no'],
  ['service.links.exists(l, has(l.title))', 'yes'],
  ['custom.plain.exists(e, has(e.toString))', 'no'],
  ['custom.plain.exists(e, e.constructor != "x")', 'missing'],
  ['custom.entries.exists(e, e.constructor == "odd")', 'yes'],
  ['custom.plain.map(e, e)[0].valueOf != 1', 'missing'],
  ['custom.lists.exists(e, e.length == 2)', 'error'],
  ['custom.lists.map(e, e)[0].length == 2', 'error'],
]);

group('time', [
  ['now - git.last_commit_at < duration("168h")', 'yes'],
  ['now - git.last_commit_at < duration("7d")', 'yes'],
  ['now - git.last_commit_at == duration("5d")', 'yes'],
  ['now - git.last_commit_at > duration("1w")', 'no'],
  ['git.last_commit_at + duration("5d") == now', 'yes'],
  ['git.last_commit_at > now - duration("6d")', 'yes'],
  ['now - duration("1h") < now', 'yes'],
  ['duration("90m") == duration("1h30m")', 'yes'],
  ['duration("1h") - duration("90m") == duration("-30m")', 'yes'],
  ['git.last_commit_at == timestamp("2026-03-05T12:00:00Z")', 'yes'],
  ['git.last_commit_at == timestamp("2026-03-05T13:00:00+01:00")', 'yes'],
  ['timestamp(custom.date) < now', 'yes'],
  ['timestamp(custom.text) < now', 'error'],
  ['timestamp(0) < now', 'yes'],
  ['custom.date < now', 'error'],
  ['incidents.recent.filter(i, now - i.began_at < duration("14d")).size() == 1', 'yes'],
  ['incidents.recent.all(i, i.began_at < now)', 'yes'],
  ['incidents.recent.map(i, i.began_at).exists(t, t > now - duration("2d"))', 'yes'],
  ['duration(custom.text) > duration("1h")', 'error'],
]);

group('parts of a moment, months and days of a month from 0 as in CEL', [
  ['now.getFullYear() == 2026', 'yes'],
  ['now.getMonth() == 2', 'yes'],
  ['now.getDate() == 10 && now.getDayOfMonth() == 9', 'yes'],
  // 10 March 2026 is a Tuesday.
  ['now.getDayOfWeek() == 2', 'yes'],
  ['now.getDayOfYear() == 68', 'yes'],
  [
    'now.getHours() == 12 && now.getMinutes() == 0 && now.getSeconds() == 0 && now.getMilliseconds() == 0',
    'yes',
  ],
  ['now.getHours("Europe/Paris") == 13', 'yes'],
  ['now.getHours("+05:30") == 17 && now.getMinutes("+05:30") == 30', 'yes'],
  ['now.getDayOfWeek("Pacific/Kiritimati") == 3', 'yes'],
  ['now.getHours("Mars/Olympus") == 1', 'error'],
  ['(now - git.last_commit_at).getHours() == 120', 'yes'],
  ['duration("-90m").getHours() == -1', 'yes'],
  ['duration("90s").getMinutes() == 1 && duration("90s").getSeconds() == 90', 'yes'],
]);
