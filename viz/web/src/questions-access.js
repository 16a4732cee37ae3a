// Sparnatural is made for the mouse and speaks English or French: give the keyboard its buttons, screen readers
// their names, and the form the words of its language.

const NAMES = {
  ".playBtn": "Ask",
  ".reset-form a": "Start again",
  ".unselect": "Remove",
  ".selectViewVariableBtn": "Show in the answer or not",
  ".optionalArrow": "Required, if known, or not so",
  ".AddWidgetValueBtn": "Add a value",
  ".ActionWhere a": "Add a condition",
  ".displayButton": "Columns of the answer",
  ".treeBtnDisplay": "Choose from the tree",
  ".htmlBreadCrumBack": "Back",
  ".variablesOrdersSelect .asc:first-of-type": "AZ, sort upwards",
  ".variablesOrdersSelect .asc": "ZA, sort downwards",
  ".variablesOrdersSelect .none": "Do not sort",
  ".variableSelectedAggr": "Count this column",
  ".variableSelected > input": "Name of the column",
  ".switch input": "Show column names",
};
const BUTTONS = ["li.enabled > .item-sel", ".selectAll .underline", "a:not([href])", ".aggrOptions li", ".aggrOptionsExtend", ...Object.keys(NAMES)].join();
// Lists whose items are no items of a list, but parts of a form.
const ROLES = { "ul.componentsListe, li.groupe": "presentation", ".aggrOptions ul": "menu", ".aggrOptions li": "menuitem" };

const WORDS = {
  en: { "Search for resources": "Who or what", "... Oups, no value found !": "nothing to choose", "related to": "…", Optional: "if known", "Not exists": "not so" },
  ru: {
    Ask: "Спросить",
    "Start again": "Начать заново",
    Remove: "Убрать",
    "Show in the answer or not": "Показывать в ответе или нет",
    "Required, if known, or not so": "Обязательно, если известно или кроме",
    "Add a value": "Добавить значение",
    "Add a condition": "Добавить условие",
    "Columns of the answer": "Столбцы ответа",
    "Choose a value": "Выберите",
    "Choose from the tree": "Выбрать из дерева",
    Back: "Назад",
    "AZ, sort upwards": "AZ, по возрастанию",
    "ZA, sort downwards": "ZA, по убыванию",
    "Do not sort": "Не сортировать",
    "Count this column": "Посчитать в этом столбце",
    "Name of the column": "Название столбца",
    "Show column names": "Названия столбцов",
    "Launch the search": "Спросить",
    "Reset the search": "Начать заново",
    "Search for resources": "Кто или что",
    "related to": "…",
    Where: "где",
    And: "и",
    Any: "любое",
    or: "или",
    from: "с",
    to: "по",
    Add: "Добавить",
    Select: "Выбрать",
    "Clear selection": "Снять выбор",
    "Select a value...": "Выберите…",
    "... Oups, no value found !": "нечего выбрать",
    "No data could be found...": "нечего выбрать",
    "No results found": "ничего не найдено",
    "no results found": "ничего не найдено",
    "type at least 3 characters": "введите не менее трёх букв",
    "searching...": "поиск…",
    Optional: "если известно",
    "Not exists": "кроме",
    Sort: "Порядок",
    True: "Да",
    False: "Нет",
    between: "между",
    and: "и",
    "greater than": "больше",
    "lower than": "меньше",
    "No aggregation": "как есть",
    count: "число",
    "View more": "ещё",
    "View less": "меньше",
    Date: "Дата",
    Number: "Число",
    Text: "Текст",
    Other: "Прочее",
    Value: "Значение",
  },
};
// Words around a name or a date.
const PHRASES = {
  en: [[/^Search (.+) where\.\.\.$/, "$1 where…"]],
  ru: [
    [/^Search (.+) where\.\.\.$/, "$1, где…"],
    [/^from (\S+) to (\S+)$/, "с $1 по $2"],
    [/^From (\S+)$/, "с $1"],
    [/^Until (\S+)$/, "по $1"],
    [/^Select ?:( from)?$/, "выбрать:"],
  ],
};

// Give a word of the form in its language; what is no word of the form stays.
function say(text, lang) {
  const word = text.replaceAll("\u00a0", " ").trim();
  const found = WORDS[lang]?.[word] ?? WORDS.en[word];
  if (found) return text.replace(word, found);
  const phrase = (PHRASES[lang] ?? PHRASES.en).find(([pattern]) => pattern.test(word));
  return phrase ? ` ${word.replace(...phrase)} ` : text;
}

function translate(element, lang) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, said = say(text.nodeValue, lang);
    if (said !== text.nodeValue) text.nodeValue = said;
  }
  for (const part of element.querySelectorAll("[placeholder], [title]"))
    for (const name of ["placeholder", "title"]) if (part.hasAttribute(name) && say(part[name], lang) !== part[name]) part[name] = say(part[name], lang);
}

/** Keep the parts of a form reachable, named and in its language, also those that come later. */
export function equip(form, lang) {
  const mark = () => {
    for (const part of form.querySelectorAll(`:is(${BUTTONS}):not(.jstree-anchor, input, [tabindex])`)) {
      part.tabIndex = 0;
      part.setAttribute("role", "button");
    }
    for (const [parts, role] of Object.entries(ROLES))
      for (const part of form.querySelectorAll(`:is(${parts}):not([role=${role}])`)) part.setAttribute("role", role);
    for (const [parts, name] of Object.entries(NAMES))
      for (const part of form.querySelectorAll(`${parts}:not([aria-label])`)) part.setAttribute("aria-label", say(name, lang));
    for (const input of form.querySelectorAll("input:not([aria-label], [type=hidden])"))
      input.setAttribute("aria-label", say(input.placeholder || "Value", lang));
    for (const drawing of form.querySelectorAll("svg:not([aria-hidden])")) drawing.setAttribute("aria-hidden", "true");
    translate(form, lang);
    for (const box of form.querySelectorAll("[role=combobox][aria-owns]")) box.setAttribute("aria-controls", box.getAttribute("aria-owns"));
    for (const list of document.querySelectorAll("body > .select2-container")) {
      list.setAttribute("role", "dialog"); // it stands outside of the form
      for (const part of [list, ...list.querySelectorAll("input")]) part.setAttribute("aria-label", say("Choose a value", lang));
      translate(list, lang);
    }
    const { left, top } = form.getBoundingClientRect();
    form.style.setProperty("--left", left + scrollX - form.scrollLeft);
    form.style.setProperty("--top", top + scrollY);
  };
  new MutationObserver(mark).observe(form, { childList: true, subtree: true, attributeFilter: ["aria-owns"] });
  form.addEventListener("keydown", (event) => {
    if (!["Enter", " "].includes(event.key) || !event.target.matches(`:is(${BUTTONS}):not(input)`)) return;
    event.preventDefault();
    // Some listen on what is inside.
    (event.target.firstElementChild || event.target).dispatchEvent(new MouseEvent("click", { bubbles: true }));
  });
}
