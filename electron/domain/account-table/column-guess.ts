import {ImportColumns, type ImportField} from '../../contract/account-import.ts';

/** Numbers are the only fields that may stand in several columns. */
const PHONE_FIELDS = ['mobile', 'homePhone', 'workPhone', 'otherPhone'] as const;
export type PhoneField = (typeof PHONE_FIELDS)[number];

export const isPhone = (field: ImportField | null): field is PhoneField =>
  PHONE_FIELDS.some((phone) => phone === field);

/** Headers as banks, agencies and dialers write them; compared without spaces, marks and case. */
const HEADERS: Record<ImportField, string> = {
  reference:
    '业务编号 账户编号 账户号 账号 案件编号 案件号 案号 合同编号 合同号 借据号 客户编号 客户号 编号 订单号 流水号 ' +
    'reference ref refno referenceno referencenumber account accountno accountnumber accountid accountreference ' +
    'loanid loannumber caseid caseno casenumber contractno contractnumber customerid debtorid clientreference ' +
    'vendorleadcode',
  customerName:
    '姓名 客户姓名 客户名称 客户 借款人 借款人姓名 持卡人 持卡人姓名 债务人 债务人姓名 ' +
    'name customername customer fullname debtor debtorname borrower borrowername cardholder consumer consumername',
  mobile: '手机 手机号 手机号码 本人手机 移动电话 手机1 手机2 手机3 mobile mobilephone mobilenumber cell cellphone',
  homePhone: '家庭电话 家庭号码 住宅电话 宅电 家里电话 固话 座机 home homephone homenumber landline housephone',
  workPhone:
    '单位电话 公司电话 办公电话 工作电话 单位号码 work workphone worknumber office officephone businessphone ' +
    'employerphone',
  otherPhone:
    '电话 电话号码 联系电话 联系方式 号码 其他电话 电话1 电话2 电话3 ' +
    'phone phonenumber phone1 phone2 phone3 telephone tel number contactnumber otherphone',
  product:
    '产品 产品名称 产品类型 业务品种 业务类型 贷款类型 贷款产品 product productname producttype loantype accounttype',
  creditor: '债权人 债权机构 委托方 委托机构 银行 机构 creditor originalcreditor currentcreditor lender bank client',
  currency: '币种 货币 currency ccy currencycode',
  amount:
    '应还金额 应还总额 欠款金额 欠款总额 欠款 逾期金额 逾期总额 未还金额 金额 待还金额 ' +
    'amount amountdue amountowed balance balancedue totaldue total outstanding outstandingbalance currentbalance ' +
    'pastdue pastdueamount',
  principal: '本金 剩余本金 逾期本金 应还本金 principal principalbalance principaldue',
  interest: '利息 逾期利息 应还利息 罚息 interest interestdue accruedinterest',
  fees: '费用 手续费 违约金 滞纳金 fees fee feesdue latefees latefee charges',
  paid: '已还 已还金额 已付 已付金额 paid amountpaid payments paymentsmade',
  dueDate:
    '到期日 到期日期 应还日 应还日期 还款日 还款日期 到期还款日 最后还款日 逾期日期 逾期起始日 ' +
    'duedate due datedue paymentduedate delinquencydate pastduesince',
  studentLoanNumber: '助学贷款账号 助学贷款编号 studentloannumber studentloanaccount',
  jurisdiction: '法域 国家 jurisdiction country',
  region: '州 省 省份 地区 region state stateorprovince province',
  language: '语言 首选语言 language lang preferredlanguage',
  customerType: '客户类型 客户类别 customertype',
  toldZone: '客户告知时区 本人告知时区 toldtimezone toldzone',
  addressZone: '时区 地址时区 客户时区 timezone addresstimezone addresszone tz',
  numberZone: '号码时区 电话时区 numbertimezone phonetimezone numberzone phonezone',
  closedOn: '结清日 结清日期 结案日 结案日期 关闭日期 closed closedon closeddate closedate dateclosed',
  stopCalls: '停止拨打 停拨 勿打 勿拨 拒绝来电 donotcall dnc stopcalls nocalls',
  cease: '停止联系 停止联络 cease ceasecontact ceaseanddesist ceasecommunication',
  attorney: '律师 代理律师 委托律师 律师姓名 attorney attorneyname lawyer representedby',
  dispute: '异议 争议 有异议 dispute disputed indispute',
  workProhibited: '禁止拨打单位 勿打单位 单位不许接听 donotcallwork workprohibited noworkcalls',
  bankruptcy: '破产 申请破产 bankruptcy bankrupt',
  deceased: '已故 身故 去世 死亡 deceased dead',
  lastConversation:
    '最近通话 最近通话时间 上次通话 上次通话时间 最近联系 最近联系时间 最近联系日期 ' +
    'lastconversation lastspokento lastcontact lastcontacted lastcontactdate lastrpc',
};

const FIELD_OF = new Map<string, ImportField>(
  (Object.entries(HEADERS) as [ImportField, string][]).flatMap(([field, names]) =>
    [...names.split(' '), plain(field)].map((name): [string, ImportField] => [name, field]),
  ),
);

function plain(header: string): string {
  return (
    header
      .normalize('NFKC')
      .toLowerCase()
      // What stands in brackets is a unit or a note: 金额（元）.
      .replace(/\([^)]*\)|\[[^\]]*\]|【[^】]*】/g, '')
      .replace(/[^\p{L}\p{N}]/gu, '')
  );
}

/** What each header most likely means; a field that two headers claim belongs to the first. */
export function guessColumns(headers: readonly string[]): ImportColumns {
  const taken = new Set<ImportField>();
  return headers.map((header) => {
    const field = FIELD_OF.get(plain(header)) ?? null;
    if (field === null || (!isPhone(field) && taken.has(field))) return null;
    taken.add(field);
    return field;
  });
}
