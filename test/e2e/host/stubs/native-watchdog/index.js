// The native module ends this process when its parent is gone, even while JavaScript is busy. For tests a timer does.

exports.start = (parent) => {
  setInterval(() => {
    try {
      process.kill(parent, 0);
    } catch {
      process.exit(87);
    }
  }, 1000).unref();
};

exports.exit = (code = 0) => process.exit(code);
