import { describe, expect, test } from "vitest";
import type { RenderContext } from "./render-context.ts";
import { renderTemplate } from "./render-template.ts";

const context: RenderContext = {
  event: {
    $value: 215.5,
    $event_id: "102",
    $extra: { note: "gift" },
    OrderId: "102",
    Total: "1234.50",
    Count: 2,
    Price: 19.99,
    Whole: 20,
    Nothing: null,
    No: false,
    Empty: "",
    Markup: `<b>bold</b> & "quote"`,
    When: "2016-02-11T16:46:08-05:00",
    Day: "2016-02-26",
    Names: ["apple", "banana", "orange"],
    Numbers: [3, 1, 2, null],
    Items: [
      { ProductName: "Jeans", Quantity: 2, Price: 3, Categories: { "1": "shop" } },
      { ProductName: "Shirt & tie", Quantity: 1, Price: 1, Categories: {} },
    ],
    "Collection Names": ["summer", "sale"],
    ShippingAddress: { City: "Stockholm" },
  },
  person: { first_name: "Jane", email: "jane@ascaro-shop.com", Language: "sv", "Favorite Colour": "red" },
  organization: { name: "Ascaro" },
  catalog: {
    "1-1": { title: "Jeans", url: "https://ascaro-shop.com/jeans", categories: ["on-sale"], published: true },
    "1-2": { title: "Hidden", published: false },
  },
  now: Date.parse("2021-03-18T23:30:00Z"),
  account: { timeZone: "UTC", currency: "USD" },
};

function shown(template: string, more: Partial<RenderContext> = {}): string {
  const outcome = renderTemplate(template, { ...context, ...more });
  if (outcome.kind !== "rendered") throw new Error(JSON.stringify(outcome));
  return outcome.text;
}

const codesOf = (template: string) => {
  const outcome = renderTemplate(template, context);
  if (outcome.kind === "rendered") return outcome.warnings.map(({ code }) => code);
  return outcome.kind === "skipped" ? [outcome.reason.code] : outcome.errors.map(({ code }) => code);
};

describe("filters, with the results that Klaviyo's glossary gives", () => {
  test.each([
    ["{{ -1.2|abs }}", "1.2"],
    ['{{ "hello"|append:" world" }}', "hello world"],
    ["{{ 1|at_least:5.0 }}", "5.0"],
    ["{{ 1|at_most:-1.0 }}", "-1.0"],
    ["{{ 5.01|ceil }}", "6.0"],
    ["{{ 5.9|floor }}", "5.0"],
    ["{{ 5.123|round_up:2 }}", "5.13"],
    ["{{ 5.128|round_down:2 }}", "5.12"],
    ["{{ 5.1|round_up:2 }}", "5.10"],
    ['{{ "10"|divide:"2" }}', "5.0"],
    ['{{ "10"|multiply:"2" }}', "20.0"],
    ['{{ "ten"|multiply:"2" }}', "0.0"],
    ["{{ 1|floatadd:1.1 }}", "2.1"],
    ["{{ 5|remainder:2 }}", "1.0"],
    ['{{ ".25"|percentize:2 }}', "25.00%"],
    ["{{ 3|gt:2 }}", "True"],
    ['{{ "hello"|concat:" world" }}', "hello world"],
    ['{{ "hello"|count }}', "5"],
    ['{{ "Hi, there,"|find_replace:",|-" }}', "Hi- there-"],
    ["{{ event.Names|list_to_string }}", "apple, banana and orange"],
    ['{{ event.Names|join:" & " }}', "apple &amp; banana &amp; orange"],
    ['{{ "world"|prepend:"hello " }}', "hello world"],
    ['{{ "hello there"|truncate:5 }}', "hell…"],
    ['{{ "HELLO"|downcase }}{{ "a"|upcase }}{{ "ab c"|title }}', "helloAAb C"],
    ['{{ "a,b"|split:"," }}', "[&#x27;a&#x27;, &#x27;b&#x27;]"],
    ['{{ "a  b"|resplit:"\\s+"|join:"-" }}', "a-b"],
    ['{{ event.Items|map:"ProductName"|first }}', "Jeans"],
    ['{{ event.Items|list_where:"ProductName=Jeans"|length }}', "1"],
    ['{{ event.Items|dictfilter:"Price>2"|length }}', "1"],
    ['{{ event.Items|sort:"Price"|map:"Price"|join:"," }}', "1,3"],
    ['{{ event.Numbers|compact|sort|join:"" }}', "123"],
    ["{{ event.Numbers|sum_list }}", "6.0"],
    ['{{ event.Names|reverse|slice:":2"|join:"," }}', "orange,banana"],
    ['{{ "hello"|md5_hash }}', "5d41402abc4b2a76b9719d911017c592"],
    ["{{ email|base64_encode }}", "amFuZUBhc2Nhcm8tc2hvcC5jb20="],
    ['{{ "ascaro-shop.com/"|trim_slash|httpize }}', "http://ascaro-shop.com"],
  ])("%s is %s", (template, result) => expect(shown(template)).toBe(result));
});

describe("dates, with the results that Klaviyo's reference gives", () => {
  test.each([
    ["{{ event.When|format_date_string|date:'F d, o' }}", "February 11, 2016"],
    ["{{ event.Day|format_date_string|date:'d F o' }}", "26 February 2016"],
    ["{{ event.Day|format_date_string|date:'m-d-Y' }}", "02-26-2016"],
    ["{{ event.Day|format_date_string|date:'n/j/y' }}", "2/26/16"],
    ["{{ event.When|format_date_string|date:'M d' }}", "Feb 11"],
    ["{{ event.When|format_date_string|date:'m-d-Y g:i:s' }}", "02-11-2016 4:46:08"],
    ["{{ event.When|format_date_string|date:'m-d-Y g:i a' }}", "02-11-2016 4:46 p.m."],
    ["{{ event.When|format_date_string|date:'m-d-Y g:i A' }}", "02-11-2016 4:46 PM"],
    ['{% today "%Y-%m-%d" as today %}{{ today }}', "2021-03-18"],
    ['{% today "%Y-%m-%d" as today %}{{ today|days_later:5 }}', "2021-03-23"],
    ["{% today '%Y-%m-%d' as today %}{{ today|days_later:5|format_date_string|date:'M d' }}", "Mar 23"],
    ["{% current_day %} {% current_weekday %} {% current_month_name %} {% current_year %}", "18 Thursday March 2021"],
    ['{{ "2021-03-01"|weeks_since }}', "2"],
    ['{% now "jS F" %}', "18th March"],
  ])("%s is %s", (template, result) => expect(shown(template)).toBe(result));

  test("the account's time zone decides which day is today", () => {
    const account = { timeZone: "Europe/Stockholm" };
    expect(shown('{% today "%Y-%m-%d" as d %}{{ d }}', { account })).toBe("2021-03-19");
  });
});

describe("the language itself, as Django has it", () => {
  test.each([
    ["Hi {{ first_name }} of {{ organization.name }}", "Hi Jane of Ascaro"],
    ["{{ person.first_name }}{{ person|lookup:'Favorite Colour' }}", "Janered"],
    ['{{ event|lookup:"$value" }}', "215.5"],
    ["{{ event.extra.note }}", "gift"],
    ["{{ event.Items.0.ProductName }}{{ event.Items.5.ProductName }}", "Jeans"],
    ["{{ event|lookup:'Collection Names'|lookup:'0' }}", "summer"],
    ["{{ event.Items.0.Categories.1 }}", "shop"],
    ["{{ event.Missing }}|{{ event.Missing.Deep }}", "|"],
    ['{{ event|lookup:"Missing" }}', "None"],
    ['{{ event|lookup:"Missing"|default:"" }}', ""],
    ["{{ event.Missing|default:'friend' }}", "friend"],
    ["{{ event.Nothing }} {{ event.No }} {{ event.Whole }} {{ event.Price }}", "None False 20 19.99"],
    ["{{ event.Markup }}", "&lt;b&gt;bold&lt;/b&gt; &amp; &quot;quote&quot;"],
    ["{{ event.Markup|safe }}", `<b>bold</b> & "quote"`],
    ["{% autoescape off %}{{ event.Markup }}{% endautoescape %}", `<b>bold</b> & "quote"`],
    ["{{ event.Markup|upper|escape|escape }}", "&lt;B&gt;BOLD&lt;/B&gt; &amp; &quot;QUOTE&quot;"],
    ['{{ "<b>" }}{{ event.Missing|default:"<i>" }}', "<b><i>"],
    ["{# a comment with {{ braces }} #}x", "x"],
    ["{% comment %}{{ $ }}{% nothing %}{% endcomment %}x", "x"],
    ["{% verbatim %}{{ x }}{% endverbatim %}", "{{ x }}"],
    ["{% verbatim a %}{% endverbatim %}{% endverbatim a %}", "{% endverbatim %}"],
    ["{% templatetag openbrace %}", "{"],
    ["{% spaceless %}<p> <b>x</b> </p>{% endspaceless %}", "<p><b>x</b></p>"],
    ["{% if event.Count == 2 and not event.No %}a{% elif True %}b{% else %}c{% endif %}", "a"],
    ["{% if True or False and False %}a{% endif %}", "a"],
    ["{% if False and False or True %}a{% endif %}", "a"],
    ["{% if not event.No and event.No %}a{% else %}b{% endif %}", "b"],
    ["{% if event.Missing %}a{% else %}b{% endif %}", "b"],
    ["{% if event.Missing == None %}a{% endif %}", "a"],
    ['{% if "sale" in event|lookup:"Collection Names" %}a{% endif %}', "a"],
    ['{% if "x" not in event.OrderId %}a{% endif %}', "a"],
    ['{% if event.OrderId == "102" and event.OrderId != 102 %}a{% endif %}', "a"],
    ["{% if event.Total > 1000 %}a{% else %}b{% endif %}", "b"],
    ['{% if event.Total|multiply:"1" > 1000 %}a{% endif %}', "a"],
    ["{% if event.Items|length > 1 %}a{% endif %}", "a"],
    [
      "{% for item in event.Items %}{{ forloop.counter }}{{ item.ProductName }};{% endfor %}",
      "1Jeans;2Shirt &amp; tie;",
    ],
    ["{% for item in event.Items reversed %}{{ item.Price }}{% if not forloop.last %},{% endif %}{% endfor %}", "1,3"],
    ["{% for k, v in event.ShippingAddress.items %}{{ k }}={{ v }}{% endfor %}", "City=Stockholm"],
    ["{% for x in event.Missing %}a{% empty %}none{% endfor %}", "none"],
    ["{% for item in event.Items|slice:':1' %}{{ item.ProductName }}{% endfor %}", "Jeans"],
    [
      "{% for a in event.Names %}{% for b in event.Names %}{{ forloop.parentloop.counter }}{{ forloop.revcounter0 }} {% endfor %}{% endfor %}",
      "12 11 10 22 21 20 32 31 30 ",
    ],
    ["{% for item in event.Items %}{% cycle 'odd' 'even' %} {% endfor %}", "odd even "],
    ["{% for n in event.Names %}{% ifchanged n|length %}[{{ n|length }}]{% endifchanged %}{% endfor %}", "[5][6]"],
    ["{% with total=event.Total name=first_name %}{{ name }} {{ total }}{% endwith %}{{ total }}", "Jane 1234.50"],
    ["{% with event.Total as t %}{{ t }}{% endwith %}", "1234.50"],
    ["{% firstof event.Missing event.Empty 'last' %}", "last"],
    ["{% widthratio event.Count 4 100 %}", "50"],
    [
      "{{ event.Total|floatformat:2 }} {{ event.Price|floatformat }} {{ event.Whole|floatformat:-2 }}",
      "1234.50 20.0 20",
    ],
    ['{{ "2.675"|floatformat:2 }} {{ "-0.004"|floatformat:2 }}', "2.68 0.00"],
    ["{% currency_format event|lookup:'$value'|floatformat:2 %}", "$215.50"],
    ["{% unsubscribe 'Leave' %} {% manage_preferences_link %}", '<a href="#unsubscribe">Leave</a> #manage-preferences'],
    [
      "{% catalog '1-1' %}{{ catalog_item.title }}{% has_category catalog_item 'sale' as sale %}{% if sale %}!{% endif %}{% endcatalog %}",
      "Jeans!",
    ],
    ["{{ event.Count|pluralize }} {{ 1|pluralize:'y,ies' }} {{ event.No|yesno:'on,off' }}", "s y off"],
    [
      "{{ event.Items.0 }}",
      "{&#x27;ProductName&#x27;: &#x27;Jeans&#x27;, &#x27;Quantity&#x27;: 2, &#x27;Price&#x27;: 3, &#x27;Categories&#x27;: {&#x27;1&#x27;: &#x27;shop&#x27;}}",
    ],
    ["a {{ over\nlines }} b", "a {{ over\nlines }} b"],
  ])("%s", (template, result) => expect(shown(template)).toBe(result));
});

describe("what Klaviyo refuses, with line and column", () => {
  test.each([
    ["{{ event.$value }}", "dollar_name", 1, 10, 'event|lookup:"$value"'],
    ["a\n  {{ person|lookup: 'Name' }}", "space_after_colon", 2, 19, "space"],
    ["{{ event|lookup:'A'.0 }}", "step_after_lookup", 1, 20, "lookup"],
    ["{{ event._private }}", "name_hidden", 1, 4, "underscore"],
    ["{{ event.Total|money }}", "filter_unknown", 1, 16, "ready-written"],
    ["{{ event.Total|floatfromat:2 }}", "filter_unknown", 1, 16, "spelling"],
    ["{{ event.Total|default }}", "argument_wanted", 1, 16, "argument"],
    ["{{ event.Total|upper:'x' }}", "argument_unwanted", 1, 16, "no argument"],
    ["{% if a %}{% elsif b %}{% endif %}", "tag_unknown", 1, 14, "elif"],
    ["{% assign x = 1 %}", "tag_unknown", 1, 4, "with"],
    ["{% if a %}\n{{ b }}", "tag_not_closed", 1, 4, "endif"],
    ["{% endfor %}", "tag_not_opened", 1, 4, "for"],
    ["{% if event.A==1 %}{% endif %}", "expression_unreadable", 1, 14, "=="],
    ["{% if event.A = 1 %}{% endif %}", "condition_unreadable", 1, 15, "=="],
    ["{% if and %}{% endif %}", "condition_incomplete", 1, 7, "and"],
    ["{{ event.A + 1 }}", "arithmetic", 1, 11, "plus"],
    ["{{ event|lookup:‘A’ }}", "curly_quotes", 1, 16, "quotes"],
    ["{{ }}", "expression_empty", 1, 4, "nothing"],
    ["{% today '%Y' %}", "tag_malformed", 1, 4, "as today"],
    ["{% for a, b in event.Names %}{% endfor %}", "not_enough_parts", 1, 16, "parts"],
    ["{% for a in event.Count %}{% endfor %}", "not_a_list", 1, 13, "list"],
    [
      "{{ event.Total|default:event.Missing }}{{ event.Missing|default:event.Missing }}",
      "argument_missing",
      1,
      16,
      "refuses",
    ],
  ])("%s", (template, code, line, column, words) => {
    const outcome = renderTemplate(template, context);
    if (outcome.kind !== "failed") throw new Error(JSON.stringify(outcome));
    expect(outcome.errors[0]).toMatchObject({ code, line, column });
    expect(outcome.errors[0]?.message).toContain(words);
  });

  test("every filter that is unknown is told at once", () => {
    expect(codesOf("{{ a|nope }}{% if b|nada %}{% endif %}")).toEqual(["filter_unknown", "filter_unknown"]);
  });
});

describe("what the reader of a mail would not expect is said", () => {
  test.each([
    ["{{ event.Missing }}", "variable_missing"],
    ['{{ event|lookup:"Missing" }}', "none_printed"],
    ["{% if event.Total > 1000 %}{% endif %}", "compared_text_with_number"],
    ["{{ event.Day|date:'F' }}", "date_not_parsed"],
    ["{{ event.OrderId|format_date_string|date:'F' }}", "date_unreadable"],
    ['{{ "2026-03-14 09:26:53"|format_date_string|date:"F" }}', "date_form_undocumented"],
    ["{{ event.Names|slugify }}", "filter_not_shown"],
    ["{% coupon_code 'WELCOME' %}", "tag_not_shown"],
    ["{% currency_format event.OrderName %}", "not_a_number"],
    ["{{ open\n}}", "tag_over_lines"],
    ["{{ 'x'|resplit:'(a+)+$' }}", "filter_not_shown"],
    ["{% catalog 'unknown' %}{% endcatalog %}", "mail_skipped"],
    ["{% catalog '1-2' unpublished='cancel' %}{% endcatalog %}", "mail_skipped"],
  ])("%s", (template, code) => expect(codesOf(template)).toContain(code));

  test("nothing is said of what is in order", () => {
    expect(codesOf("{{ event.Missing|default:'' }}{% if event.Missing %}{% endif %}{{ event.Total }}")).toEqual([]);
  });
});

test("variables are told by their path from the context, with their values", () => {
  const outcome = renderTemplate(
    "{% for item in event.Items %}{{ item.ProductName }}{{ forloop.counter }}{% endfor %}{{ event|lookup:'Gone' }}{{ first_name }}",
    context,
  );
  expect(outcome.kind === "rendered" && outcome.variables.filter(({ path }) => path !== "event.Items")).toMatchObject([
    { path: "event.Items.0.ProductName", value: "Jeans", missing: false, line: 1, column: 33 },
    { path: "event.Items.1.ProductName", value: "Shirt & tie", missing: false },
    { path: "event.Gone", value: null, missing: true },
    { path: "person.first_name", value: "Jane", missing: false },
  ]);
});
