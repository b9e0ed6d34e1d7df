import js from "@eslint/js";

export default [
  js.configs.recommended,
  {
    rules: {
      // Names that are not declared are found by tsc, which knows those of browsers.
      "no-undef": "off",
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
];
