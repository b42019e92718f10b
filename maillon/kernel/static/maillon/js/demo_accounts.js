// Demonstration only: a button fills the sign-in form with an invented account; one still presses Enter.

for (const button of document.querySelectorAll("[data-demo-login]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    document.querySelector("[name=login]").value = button.dataset.demoLogin;
    const password = document.querySelector("[name=password]");
    password.value = button.dataset.demoPassword;
    password.focus();
  });
}
