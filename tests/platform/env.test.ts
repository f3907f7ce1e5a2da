import { describe, expect, test } from "vitest";
import { EnvError, parseEnv } from "../../app/platform/env.server.ts";

describe("the settings", () => {
  test("have a default for everything", () => {
    const env = parseEnv({});
    expect(env).toMatchObject({
      HOST: "127.0.0.1",
      PORT: 3000,
      DATA_DIR: ".data",
      WORKER: "inside",
      TRUSTED_PROXIES: 0,
    });
    expect(env.ORIGIN).toBe("http://127.0.0.1:3000");
    expect(env.DATABASE_URL).toBeUndefined();
  });

  test("count an empty variable as not set", () => {
    expect(parseEnv({ PORT: "", DATABASE_URL: "" }).PORT).toBe(3000);
  });

  test("make the origin of where the server listens, and of nothing but that part of an address", () => {
    expect(parseEnv({ HOST: "0.0.0.0", PORT: "8080" }).ORIGIN).toBe("http://127.0.0.1:8080");
    expect(parseEnv({ HOST: "::1" }).ORIGIN).toBe("http://[::1]:3000");
    expect(parseEnv({ ORIGIN: "https://forum.example.com/start/" }).ORIGIN).toBe("https://forum.example.com");
  });

  test("make the demo community only where the public cannot come, unless it is asked for", () => {
    expect(parseEnv({}).DEMO).toBe(true);
    expect(parseEnv({ ORIGIN: "https://forum.example.com" }).DEMO).toBe(false);
    expect(parseEnv({ ORIGIN: "https://forum.example.com", DEMO: "1" }).DEMO).toBe(true);
    expect(parseEnv({ DEMO: "0" }).DEMO).toBe(false);
  });

  test("are refused with every mistake named, and no value shown", () => {
    const wrong = () => parseEnv({ PORT: "http", SMTP_URL: "hunter2", WORKER: "maybe", METRICS_TOKEN: "short" });
    expect(wrong).toThrow(EnvError);
    for (const name of ["PORT", "SMTP_URL", "WORKER", "METRICS_TOKEN"]) expect(wrong).toThrow(`  ${name}: `);
    expect(wrong).not.toThrow(/hunter2/);
  });
});
