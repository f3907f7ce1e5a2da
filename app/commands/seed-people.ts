import type { Role } from "../generated/prisma/enums.ts";

/** Somebody of the demo community. Only demo accounts have an address: no mail of the demo reaches anybody. */
export interface SeedPerson {
  handle: string;
  name: string;
  role: Role;
  locale?: string;
  timeZone: string;
  isDemoAccount?: boolean;
}

/** One password, known to everybody, for all demo accounts: a database with real people must not have them. */
export const DEMO_PASSWORD = "northwind-demo";
export const demoEmail = (handle: string) => `${handle}@northwind.example`;

const demo = (role: Role, handle: string, name: string, timeZone: string, locale = "en"): SeedPerson => ({
  role,
  handle,
  name,
  timeZone,
  locale,
  isDemoAccount: true,
});
const customer = (handle: string, name: string, timeZone: string): SeedPerson => ({
  role: "customer",
  handle,
  name,
  timeZone,
});

/** The people of Northwind Home, a maker of routers, printers and smart-home devices. */
export const seedPeople: readonly SeedPerson[] = [
  demo("customer", "vera", "Vera Lindqvist", "Europe/Stockholm"),
  demo("customer", "amina", "Amina Yusuf", "Africa/Nairobi"),
  demo("customer", "jonas", "Jonas Weber", "Europe/Berlin", "de"),
  demo("expert", "kenji", "Kenji Watanabe", "Asia/Tokyo"),
  demo("agent_1", "chidi", "Chidi Okonkwo", "Africa/Lagos"),
  demo("agent_2", "ana", "Ana Petrova", "Europe/Sofia"),
  demo("lead", "ingrid", "Ingrid Sørensen", "Europe/Oslo"),
  demo("dispatcher", "mateo", "Mateo Quispe Mamani", "America/La_Paz"),
  demo("technician", "leila", "Leila Haddad", "Asia/Beirut"),
  demo("manager", "priya", "Priya Raghunathan", "Asia/Kolkata"),
  demo("admin", "tom", "Tom van den Berg", "Europe/Amsterdam"),
  customer("joao", "João Ferreira da Silva", "America/Sao_Paulo"),
  customer("siobhan", "Siobhán Ní Dhomhnaill", "Europe/Dublin"),
  customer("bjorn", "Björn Þórsson", "Atlantic/Reykjavik"),
  customer("kwame", "Kwame Mensah", "Africa/Accra"),
  customer("mei", "陈美玲", "Asia/Shanghai"),
  customer("omar", "عمر الفاروق", "Africa/Cairo"),
  customer("noa", "נועה לוי", "Asia/Jerusalem"),
  customer("dmytro", "Дмитро Шевченко", "Europe/Kyiv"),
  customer("lakshmi", "లక్ష్మీ ప్రసన్న", "Asia/Kolkata"),
  customer("thuy", "Nguyễn Thị Thùy", "Asia/Ho_Chi_Minh"),
  customer("fatma", "Fatma Yıldız", "Europe/Istanbul"),
  customer("lucia", "Lucía Fernández", "Europe/Madrid"),
  customer("pavel", "Pavel Novák", "Europe/Prague"),
  customer("aroha", "Aroha Ngata", "Pacific/Auckland"),
  customer("jules", "Jules Tremblay", "America/Toronto"),
  customer("hana", "Hana Kim", "Asia/Seoul"),
  customer("sipho", "Sipho Dlamini", "Africa/Johannesburg"),
  customer("hubert", "Hubert Ambrosius Desiderius Wolfeschlegelsteinhausenbergerdorff-Montgomery", "Europe/Vienna"),
];
