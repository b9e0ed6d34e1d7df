// @ts-check
/* Forms of repository hosts for new files.
   docs/engine/design.md, “The forms of the hosts”, says where they are documented. */

import { _ } from "../shared/messages.js";

/** Servers refuse addresses that are too long. */
const LONGEST = 6000;

/** @type {Record<import("../facts.js").Host, string>} */
const NAMES = { github: "GitHub", gitea: "Gitea", forgejo: "Forgejo", gitlab: "GitLab" };

/** @typedef {Pick<AnnotateSettings, "repository" | "branch" | "host">} Repository */

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
 * Return the address of the empty form for a new file; empty if there is none.
 * @param {import("../annotate/note_file.js").NoteFile} file
 * @param {Repository} settings
 */
export function formFor(file, { repository, branch, host }) {
  if (!repository || !isKnown(host)) return "";
  const into = branch.split("/").map(encodeURIComponent).join("/");
  const name = encodeURIComponent(file.name);
  const path = encodeURIComponent(file.folder + "/" + file.name);
  const gitea = "/_new/" + into + "/" + file.folder + "?filename=" + name;
  /** @type {Record<import("../facts.js").Host, string>} */
  const forms = {
    github: "/new/" + into + "?filename=" + path,
    gitea,
    forgejo: gitea,
    gitlab: "/-/new/" + into + "?file_name=" + path,
  };
  return repository + forms[host];
}

/**
 * Return the address of the form with the text in it; empty if the host cannot take it along.
 * @param {import("../annotate/note_file.js").NoteFile} file
 * @param {Repository} settings
 */
export function filledFormFor(file, settings) {
  const form = formFor(file, settings);
  if (!form || settings.host === "gitlab") return "";
  const whole = form + "&value=" + encodeURIComponent(file.text);
  return whole.length > LONGEST ? "" : whole;
}

/**
 * Return what a contributor does next.
 * @param {string} host
 * @param {boolean} hasForm
 * @param {boolean} isFilled whether the form has the text in it
 */
export function stepsAt(host, hasForm, isFilled) {
  if (!hasForm || !isKnown(host)) {
    return _(
      "This edition has no address for contributions yet. Copy or download the file, put your own " +
        "sentences in place of the skeleton’s, and send it to the editors, or put it into a copy " +
        "of the edition under the name below.",
    );
  }
  const send = sendingAt(host);
  const steps = isFilled
    ? _("Sign in there, put your own sentences in place of the skeleton’s, and {send}", { send })
    : _(
        "Copy the file first: the form cannot take it along. Sign in there, paste it, put your own " +
          "sentences in place of the skeleton’s, and {send}",
        { send },
      );
  const fork = _("If you are asked to fork, agree: that is a copy of your own.");
  // A fork is made before the form is shown, and what was to stand in the form may get lost.
  const lost = _("Should the form then be empty, copy the file from here.");
  return [steps, fork, ...(isFilled ? [lost] : [])].join(" ");
}

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
