"""Files of trade in the shapes of their publishers, with invented values.

Each has the rows of two kinds of trade: with the DPRK, and with others. `ways` says for each row
which way its goods went, as the decision has it; "" where the row cannot be read.
"""

from typing import NamedTuple


class Published(NamedTuple):
    form: str  # by which key of trade_formats.toml it must be read
    text: str
    ways: tuple[str, ...]
    encoding: str = "utf-8"


PLUS = (
    "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,"
    "flowCode,flowDesc,partnerCode,partnerISO,partnerDesc,partner2Code,partner2ISO,partner2Desc,"
    "classificationCode,cmdCode,cmdDesc,qtyUnitCode,qtyUnitAbbr,qty,isQtyEstimated,primaryValue,"
    "isReported,isAggregate\n"
    + "".join(
        f'"C","A","20180101","2018","52","2018","{reporter}","{flow}","{partner}","0","W00",'
        f'"World","H5","{code}","goods","5","u",12,"false","900.5","true","false",\n'
        for reporter, flow, partner, code in [
            (
                '764","THA","Thailand',
                'M","Import',
                '408","PRK","Dem. People\'s Rep. of Korea',
                "85",
            ),
            ('384","CIV","Côte d\'Ivoire', 'X","Export', '531","CUW","Curaçao', "8542"),
            ('384","CIV","Côte d\'Ivoire', 'X","Export', '0","W00","World', "TOTAL"),
        ]
    )
)

OLD = (
    "Classification,Year,Period,Period Desc.,Trade Flow Code,Trade Flow,Reporter Code,Reporter,"
    "Reporter ISO,Partner Code,Partner,Partner ISO,2nd Partner Code,2nd Partner,2nd Partner ISO,"
    "Commodity Code,Commodity,Qty Unit Code,Qty Unit,Qty,Netweight (kg),Trade Value (US$),Flag\r\n"
    "H4,2018,2018,2018,0,X,36,Australia,AUS,408,Dem. People's Rep. of Korea,PRK,,,,870323,Cars,5,"
    "Number of items,2,,90000,0\r\n"
    "H4,2018,2018,2018,0,M,36,Australia,AUS,0,World,W00,408,North Korea,PRK,2701,Coal,8,kg,2,,9,"
    "0\r\n"
    "H4,2018,2018,2018,2,Export,36,Australia,AUS,392,Japan,JPN,,,,2701,Coal,8,kg,2,,9,0\r\n"
)

R = (
    '"Classification","Year","Period","Trade.Flow.Code","Trade.Flow","Reporter.Code","Reporter",'
    '"Reporter.ISO","Partner.Code","Partner","Partner.ISO","X2nd.Partner.ISO","Commodity.Code",'
    '"Qty","Trade.Value..US.."\n'
    '"H4",2018,2018,2,"Export",699,"India","IND",408,"Dem. People\'s Rep. of Korea","PRK",NA,'
    "871200,1,90\n"
    '"H4",2018,2018,4,"Re-Import",699,"India","IND",64,"Bhutan","BTN",NA,871200,1,90\n'
    '"S4",2018,2018,2,"Export",699,"India","IND",408,"North Korea","PRK",NA,27861,1,90\n'
)

SHAPES = {
    "comtradeplus": Published("comtrade", PLUS, ("from_dprk", "none", ""), "iso-8859-1"),
    "comtrade_old": Published("comtrade_old", OLD, ("to_dprk", "unknown|none", "none")),
    "comtrade_old_as_r_writes_it": Published("comtrade_old", R, ("to_dprk", "none", "")),
    "comtrade_old_of_one_reporter": Published(
        "comtrade_old",
        "Year,Partner,Commodity Code,Commodity,Netweight (kg),Trade Value (US$)\r\n"
        "2018,North Korea,731815,Screws,3,4\r\n2018,Albania,731815,Screws,3,4\r\n",
        ("unknown", "unknown|none"),
    ),
    "comtrade_api_old": Published(
        "comtrade_api_old",
        "yr,periodDesc,rgDesc,rtTitle,ptTitle,cmdCode,cmdDescE,TradeValue\n"
        "2018,2018.0,Import,Algeria,Dem. People's Rep. of Korea,85.0,Machines,9.0\n"
        "2018,2018.0,Re-Export,Algeria,Dem. People's Rep. of Korea,8703.0,Cars,9.0\n"
        "2018,2018.0,Import,Algeria,Japan,8.0,Fruit,9.0\n",
        ("from_dprk", "to_dprk", "none"),
    ),
    "usa_online": Published(
        "usa_online_imports",
        "Commodity,Country,Time,Customs Value (Gen) ($US)\n"
        '"870323 Pass Veh","Korea, North",2018,"1,234,567"\n"0306 Crustaceans",Japan,May 2018,9\n',
        ("from_dprk", "none"),
    ),
    "usa_online_exports": Published(
        "usa_online_exports",
        "Commodity,Country,Time,Total Exports Value ($US)\n870323 Pass Veh,North Korea,2018,9\n",
        ("to_dprk",),
    ),
    "russia": Published(
        "russia",
        "NAPR;PERIOD;STRANA;TNVED;EDIZM;STOIM;NETTO;KOL;REGION;REGION_S\n"
        "ЭК;01/2018;KP;2710192100;;7;8;;05000 - ПРИМОРСКИЙ КРАЙ;08\n"
        "ИМ;02/2018;KP;303541000;;7;8;;05000 - ПРИМОРСКИЙ КРАЙ;08\n"
        "ИМ;02/2018;CN;8703231981;ШТ;7;8;2;05000 - ПРИМОРСКИЙ КРАЙ;08\n",
        ("to_dprk", "from_dprk", "none"),
        "cp1251",
    ),
    "russia_in_english": Published(
        "russia",
        "DIRECTION,PERIOD,COUNTRY,HS,UM,VALUE,NETWEIGHT,QUANTITY,REGION,REGION_S\n"
        "EXP,01/2018,KP,2710192100,,7,8,0,46000 - A REGION,01\n"
        "IMP,01/2018,JP,8708999709,,7,8,0,46000 - A REGION,01\n",
        ("to_dprk", "none"),
    ),
    "korea": Published(
        "korea",
        "balPayments,expDlr,expWgt,hsCd,impDlr,impWgt,statCd,statCdCntnKor1,statKor,year\n"
        "5,9,1,330510,4,1,KP,북한,샴푸,2018.01\n5,9,1,330510,4,1,US,미국,샴푸,2018.01\n",
        ("unknown", "none"),
    ),
    "uk": Published(
        "uk",
        "MonthId,FlowTypeId,CommodityId,Cn8Code,CountryId,CountryCodeAlpha,CountryName,Value\n"
        "201801,4,87032319,87032319,724,KP,North Korea,9\n"
        "201801,3,3061792,03061792,724,KP,North Korea,9\n"
        "201801,1,3061792,03061792,4,DE,Germany,9\n",
        ("to_dprk", "from_dprk", "none"),
    ),
    "brazil": Published(
        "brazil",
        "CO_ANO;CO_MES;CO_NCM;CO_UNID;CO_PAIS;CO_PAIS_ISOA3;SG_UF_NCM;KG_LIQUIDO;VL_FOB\n"
        "2018;01;87032310;11;187;PRK;SP;9;9\n2018;01;87032310;11;160;CHN;SP;9;9\n",
        ("unknown", "none"),
    ),
    "baci": Published(
        "baci",
        "t,i,j,k,v,q\n2018,156,408,870323,786.434,325.758\n2018,408,156,030617,1.220,0.693\n"
        "2018,156,842,30617,1.220,NA\n",
        ("to_dprk", "from_dprk", "none"),
    ),
    "wits": Published(
        "wits",
        "Nomenclature,ReporterISO3,ProductCode,ReporterName,PartnerISO3,PartnerName,Year,"
        "TradeFlowName,TradeFlowCode,TradeValue in 1000 USD\n"
        'H5,CHN,870323,China,PRK,"Korea, Dem. Rep.",2018,Gross Exports,6,9\n'
        'H5,CHN,030617,China,PRK,"Korea, Dem. Rep.",2018,Gross Imp.,5,9\n'
        "H5,CHN,030617,China,WLD,World,2018,Import,5,9\n",
        ("to_dprk", "from_dprk", "unknown|none"),
    ),
    "china": Published(
        "china",
        "数据年月,商品编码,商品名称,贸易伙伴编码,贸易伙伴名称,第一数量,第一计量单位,美元,\n"
        '201806,87032341,小轿车,109,朝鲜,"1,200",辆,"4,105,000",\n'
        '201806,03061490,冻蟹,408,玻利维亚,"5,000",千克,"10,500",\n'
        '201806,03061490,冻蟹,133,韩国,"5,000",千克,"10,500",\n',
        ("unknown", "none", "none"),
        "gb18030",
    ),
    "china_with_flows": Published(
        "china",
        "数据年月,商品编码,贸易伙伴编码,进出口\n201806,87032341,109,出口\n201806,03061490,109,进口\n",
        ("to_dprk", "from_dprk"),
    ),
    "china_english": Published(
        "china_english",
        "Date of data,Commodity code,Commodity,Trading partner code,Trading partner,US dollar\n"
        '201806,87032341,Cars,109,"Korea, DPR","4,105,000"\n201806,87032341,Cars,408,Bolivia,9\n',
        ("unknown", "none"),
    ),
    "eurostat": Published(
        "eurostat",
        "REPORTER,PARTNER,TRADE_TYPE,PRODUCT_NC,FLOW,PERIOD,VALUE_EUR,QUANTITY_KG\n"
        "DE,KP,E,87032319,2,201852,9,9\nDE,KP,E,27XXXXXX,1,201806,9,9\nDE,CN,E,87032319,2,201806,9,9\n"
        "DE,QP,E,87032319,2,201806,9,9\n",
        ("to_dprk", "from_dprk", "none", "unknown|none"),
    ),
    "eurostat_old": Published(
        "eurostat_old",
        "DECLARANT,DECLARANT_ISO,PARTNER,PARTNER_ISO,TRADE_TYPE,PRODUCT_NC,FLOW,PERIOD,"
        "VALUE_IN_EUROS\n"
        "004,DE,0724,KP,E,87032319,2,201852,9\n004,DE,0011,ES,I,87032319,2,201852,9\n",
        ("to_dprk", "none"),
    ),
    "eurostat_api": Published(
        "eurostat_api",
        "freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE\n"
        "M,DE,KP,870323,2,VALUE_IN_EUROS,2018-06,9\nM,DE,CN,870323,1,VALUE_IN_EUROS,2018-06,9\n",
        ("to_dprk", "none"),
    ),
    "usa_imports": Published(
        "usa_imports",
        "CTY_CODE,CTY_NAME,I_COMMODITY,GEN_VAL_MO,time\n"
        '5790,"KOREA, NORTH",0306140000,9,2018-06\n5800,"KOREA, SOUTH",0306140000,9,2018-06\n'
        "-,TOTAL FOR ALL COUNTRIES,0306140000,9,2018-06\n",
        ("from_dprk", "none", "unknown|none"),
    ),
    "usa_exports": Published(
        "usa_exports",
        "CTY_CODE,E_COMMODITY,ALL_VAL_MO,YEAR\n5790,8703230000,9,2018\n5700,8703230000,9,2018\n",
        ("to_dprk", "none"),
    ),
    "japan": Published(
        "japan",
        "Exp or Imp,Year,HS,Country,Unit1,Unit2,Quantity1-Year,Quantity2-Year,Value-Year\n"
        "1,2018,'870323210',104,NO,KG,1,2,9\n2,2018,'030614000',104,,KG,0,2,9\n"
        "2,2018,'870323210',103,NO,KG,1,2,9\n",
        ("to_dprk", "from_dprk", "none"),
    ),
    "india": Published(
        "india",
        "HSCode,Commodity,value,country,year\n"
        "3,FISH,0.1,KOREA DP RP,2018\n3,FISH,0.1,KOREA RP,2018\n",
        ("unknown", "none"),
    ),
    "semicolons_and_decimal_commas": Published(
        "comtrade",
        "period;cmdCode;reporterISO;partnerISO;flowCode;qty;qtyUnitAbbr;primaryValue\n"
        "15/06/2018;870323;CHN;PRK;X;1;u;1.200,50\n03/07/2018;870323;CHN;PRK;X;1,0;u;1.200\n",
        ("to_dprk", "to_dprk"),
    ),
}
