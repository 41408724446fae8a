import { expect, test } from "vitest";
import { demoEnvironment } from "./demo-environment.mjs";

const shell = {
  NODE_ENV: "test",
  PATH: "/bin",
  AWS_PROFILE: "production",
  AWS_SESSION_TOKEN: "secret",
  AWS_ENDPOINT_URL_SSM: "https://ssm.example",
  DATABASE_URL: "postgres://production",
  PORT: "4000",
} as const;

test("the demo can reach neither the shell's AWS account nor its database", () => {
  const env = demoEnvironment(shell, "http://127.0.0.1:5000");
  expect(env).not.toHaveProperty("AWS_PROFILE");
  expect(env).not.toHaveProperty("AWS_SESSION_TOKEN");
  expect(env).not.toHaveProperty("AWS_ENDPOINT_URL_SSM");
  expect(env).not.toHaveProperty("DATABASE_URL");
  expect(env.AWS_ENDPOINT_URL).toBe("http://127.0.0.1:5000");
});

test("the demo keeps the port that was asked for", () => {
  expect(demoEnvironment(shell, "http://127.0.0.1:5000")).toMatchObject({ PORT: "4000" });
});
