const { commands } = require('vscode');

exports.activate = ({ subscriptions }) => {
  subscriptions.push(commands.registerCommand('smoke.answer', () => 42));
};
