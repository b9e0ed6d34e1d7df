// @ts-check
/* Addresses at repository hosts. model/hosts.py has the table of their forms, with the page
   that documents each. */

import { FORMS, LONGEST } from "../facts.js";
import { _ } from "../shared/messages.js";

/** @type {Record<import("../facts.js").Host, string>} */
const NAMES = { github: "GitHub", gitea: "Gitea", forgejo: "Forgejo", gitlab: "GitLab" };

/** @typedef {Pick<ContributingSettings, "repository" | "branch" | "host">} Repository */
/** @typedef {{ folder: string, name: string, text: string }} NewFile */

/**
 * @param {string} host
 * @returns {host is import("../facts.js").Host}
 */
const isKnown = (host) => Object.keys(NAMES).includes(host);

/**
 * Return the name of a host.
 * @param {string} host
 */
export const nameOf = (host) => (isKnown(host) ? NAMES[host] : host);

/**
 * Return an address with its places filled in; those behind the question mark are escaped whole.
 * @param {string} form
 * @param {Record<string, string>} values
 */
export function fill(form, values) {
  const query = form.startsWith("&") ? 0 : form.indexOf("?");
  return form.replace(/\{(\w+)\}/g, (_place, name, at) => {
    const parts = query >= 0 && at > query ? [values[name]] : values[name].split("/");
    return parts.map(encodeURIComponent).join("/");
  });
}

/**
 * Return the form of an address for a purpose; empty if the host has none.
 * @param {Repository} settings
 * @param {string} purpose
 */
function formOf({ repository, host }, purpose) {
  if (!repository || !isKnown(host)) return "";
  return /** @type {Record<string, string>} */ (FORMS[host])[purpose] || "";
}

/**
 * Return the address for a purpose; empty if the host has none or it would be too long.
 * @param {Repository} settings
 * @param {string} purpose
 * @param {Record<string, string>} values
 */
export function addressOf(settings, purpose, values) {
  const form = formOf(settings, purpose);
  if (!form) return "";
  const { repository, branch } = settings;
  const address = repository + "/" + fill(form, { branch, ...values });
  return address.length > LONGEST ? "" : address;
}

/**
 * Return the address of the empty form for a new file; empty if there is none.
 * @param {NewFile} file
 * @param {Repository} settings
 */
export function formFor({ folder, name }, settings) {
  return addressOf(settings, "new", { folder, name, path: folder + "/" + name });
}

/**
 * Return the address of the form with the text in it; empty if the host cannot take it along.
 * @param {NewFile} file
 * @param {Repository} settings
 */
export function filledFormFor(file, settings) {
  const form = formFor(file, settings);
  const text = formOf(settings, "text");
  if (!form || !text) return "";
  const whole = form + fill(text, { text: file.text });
  return whole.length > LONGEST ? "" : whole;
}

/**
 * @typedef {object} Issue
 * @property {string} form name of the file of its form; empty if the edition has none
 * @property {string} title
 * @property {[id: string, label: string, answer: string][]} answers in the order of the form
 */

/**
 * Return the text of an issue as its form would make it, which “import issue” reads.
 * @param {Issue} issue
 */
export const textOfIssue = ({ answers }) =>
  answers
    .map(([, label, answer]) => "### " + label + "\n\n" + (answer.trim() || "_No response_"))
    .join("\n\n") + "\n";

/**
 * Return the address of an issue with its answers in it; empty if the host cannot take them along.
 * @param {Issue} issue
 * @param {Repository} settings
 */
export function issueFor(issue, settings) {
  const form = issue.form && addressOf(settings, "form", { template: issue.form });
  const { title } = issue;
  if (!form) return addressOf(settings, "issue", { title, body: textOfIssue(issue) });
  const field = formOf(settings, "field");
  const whole = [["title", "", title], ...issue.answers]
    .filter(([, , text]) => text.trim())
    .map(([id, , text]) => fill(field, { id, text: text.trim() }))
    .reduce((address, one) => address + one, form);
  return whole.length > LONGEST ? "" : whole;
}

/**
 * Return what a contributor does next with a new file.
 * @param {string} host
 * @param {boolean} hasForm
 * @param {boolean} isFilled whether the form has the text in it
 * @param {boolean} isWhole whether nothing is missing in the file
 */
export function stepsAt(host, hasForm, isFilled, isWhole) {
  if (!hasForm || !isKnown(host)) {
    return _(
      "This edition has no address for contributions yet: nothing can be sent from here. Download " +
        "the file and send it to the editors, for example by mail. Or, if you have the folder of the " +
        "edition on your computer, save it there under the name shown below.",
    );
  }
  const send = sendingAt(host);
  const own = isWhole ? "" : _("put your own sentences in place of the skeleton’s,") + " ";
  const steps = isFilled
    ? _("Sign in there, {own}and {send}", { own, send })
    : _(
        "Copy the file first: the form cannot take it along. Sign in there, paste it, {own}and {send}",
        {
          own,
          send,
        },
      );
  const fork = _("If you are asked to fork, agree: that is a copy of your own.");
  // A fork is made before the form is shown, and what was to stand in the form may get lost.
  const lost = _("Should the form then be empty, copy the file from here.");
  return [steps, fork, ...(isFilled ? [lost] : [])].join(" ");
}

/**
 * Return what a contributor does next with an issue.
 * @param {boolean} hasForm whether a link takes it along
 */
export const stepsWith = (hasForm) =>
  hasForm
    ? _("The form is filled in; an editor answers it.")
    : _("This is too long for a link: copy it, and write an issue with it.");

/**
 * Return what leads from the form to a pull request: the end of a sentence.
 * @param {import("../facts.js").Host} host
 */
function sendingAt(host) {
  const pullRequest = _("choose a new branch and “Propose file change”, then “New pull request”.");
  return {
    github: _("press “Commit changes”, then “Propose changes” and “Create pull request”."),
    gitea: pullRequest,
    forgejo: pullRequest,
    gitlab: _("press “Commit changes”, and let it start a merge request."),
  }[host];
}
